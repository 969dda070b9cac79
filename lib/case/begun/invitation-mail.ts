import 'server-only'
import { linkToken } from '#lib/access/link-token.ts'
import { hospitalName } from '#lib/case/hospital-name.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'

type Invitation = { id: string; name: string; expiresAt: Date }

/** What an invitation's mail says, the first time and every time: its link is made from its id, so that no token is kept. */
export async function invitationMail(db: Db, row: CaseAccess['row'], { id, name, expiresAt }: Invitation) {
  const hospital = await hospitalName(db, row.hospitalId)
  return {
    ...{ url: `${env().APP_URL}/owner/${linkToken(id)}`, expiresAt: expiresAt.toISOString(), timeZone: 'UTC' },
    ...{ patient: row.title, caseNumber: row.number, owner: name, vet: row.attendingVetName },
    ...{ practice: row.attendingVetPractice, hospital: hospital ?? 'the hospital' },
    what: whatFor(row),
  }
}

/** What the owner is invited for. */
const whatFor = ({ kind, answerSharedAt }: CaseAccess['row']): 'AUTHORIZE' | 'PAY' | 'READ' =>
  kind === 'REFERRAL' ? 'AUTHORIZE' : answerSharedAt ? 'READ' : 'PAY'
