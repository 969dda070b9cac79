import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { insertedWords } from '#lib/inserted-words.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { filled } from '#lib/organization/text-rules.ts'
import { ownTexts } from '#lib/organization/texts.ts'
import { type CaseFrame, loadFrame } from './frame.ts'
import type { CaseAccess } from './load.ts'

type OwnText = { id: string; title: string; body: string }
type Unit = { db: Db; actor: Participant; access: CaseAccess }

/** The texts of the practice that somebody acts for, as they read for this case; none for anybody else. */
export async function ownTextsOn({ db, actor, access }: Unit): Promise<OwnText[]> {
  const texts = await ownTexts(db, actor)
  if (texts.length === 0) return []
  const frame = await loadFrame(db, access)
  return texts.map(({ id, title, body }) => ({ id, title, body: filled(body, factsOf(frame)) }))
}

function factsOf(frame: CaseFrame) {
  const of = (part: 'OWNER' | 'ATTENDING_VET') => frame.people.find((one) => one.part === part)?.name ?? ''
  return {
    ...{ patient: frame.patient?.name ?? '', owner: of('OWNER'), vet: of('ATTENDING_VET') },
    ...{ practice: frame.practiceName, hospital: frame.hospital?.name ?? '', case: frame.number },
  }
}

/** What a form comes back with when one of its own texts was pressed without JavaScript: all that was typed, and the text. */
export const withOwnText =
  (field: string) =>
  async (unit: Unit, values: Record<string, string | string[]>): Promise<Record<string, string | string[]> | null> => {
    if (values.insert === undefined) return null
    const text = (await ownTextsOn(unit)).find(({ id }) => id === values.insert)
    if (!text) throw notFound()
    const typed = values[field]
    return { ...values, [field]: insertedWords(typeof typed === 'string' ? typed : '', text.body).text }
  }
