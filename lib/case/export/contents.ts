import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { consentView } from '#lib/case/consent/queries.ts'
import type { HistoryEntry } from '#lib/case/consent/history.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { readRequest, type RequestView } from '#lib/case/request/queries.ts'
import { loadThread, type MessageView } from '#lib/case/thread/queries.ts'
import type { ThreadSearch } from '#lib/case/thread/schema.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Side } from '#lib/db/generated/enums.ts'

/** What an export says in words; its files come besides. */
export type ExportText = {
  number: string
  title: string
  patient: { name: string; look: string }
  request: RequestView
  messages: MessageView[]
  /** For owner and practice. */
  consent: HistoryEntry[]
  /** Numbers of the signed versions that this reader may read. */
  signed: number[]
}

/** A record as the export lists it. */
export type ExportRecord = {
  id: string
  kind: RecordKind
  name: string
  folder: string | null
  holder: Side
  uploaderName: string
  sizeBytes: bigint
  sha256: string | null
  createdAt: Date
}

/** Pages of a thread that are taken along: ten thousand messages. */
const MOST_PAGES = 200

/** Everything in words that this reader may read now. */
export async function loadExportText(db: Db, actor: Participant, access: CaseAccess): Promise<ExportText> {
  const { id: caseId, number, title } = access.row
  const consent = await consentView(db, actor, access)
  const signed = access.can('recommendation.read')
    ? await db.recommendation.findMany({
        where: { caseId, status: 'SIGNED' },
        select: { number: true },
        orderBy: { number: 'asc' },
      })
    : []
  return {
    number,
    title,
    patient: consent.patient,
    request: await readRequest(db, access),
    messages: access.can('thread.read') ? await wholeThread(db, actor, access) : [],
    consent: consent.history,
    signed: signed.map((version) => version.number),
  }
}

async function wholeThread(db: Db, actor: Participant, access: CaseAccess): Promise<MessageView[]> {
  const messages: MessageView[] = []
  let from: ThreadSearch = {}
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, older } = await loadThread(db, actor, access, from)
    messages.unshift(...items.flatMap((item) => (item.kind === 'message' ? [item] : [])))
    if (!older) break
    from = older
  }
  return messages
}

/** The records that this reader may see at this moment, in the order of the list; each is asked for again when it is sent. */
export function listForExport(db: Db, access: CaseAccess): Promise<(ExportRecord & { objectKey: string })[]> {
  return db.record.findMany({
    where: { caseId: access.row.id, status: 'READY', duplicate: false },
    select: {
      ...{ id: true, kind: true, name: true, folder: true, holder: true, uploaderName: true },
      ...{ sizeBytes: true, sha256: true, createdAt: true, objectKey: true },
    },
    orderBy: [{ kind: 'asc' }, { folder: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  })
}
