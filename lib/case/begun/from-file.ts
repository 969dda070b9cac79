import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { readAs } from '#lib/case/records/preview/rules.ts'
import { type PracticeDraft, readPracticeDraft, savePracticeDraft } from '#lib/case/request/practice-draft.ts'
import { practiceSaveSchema } from '#lib/case/request/practice-schema.ts'
import type { Db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { conflict, notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { type AddedFile, type FileView, intoForm, restWith, viewOf } from './file-rules.ts'

// A practice's draft from a file: a record like any other, checked and read by the worker, whose words then go the way of a paste.

const SHOWN = 5
/** How long after it became ready a record may still be waiting to be read. */
const READ_SOON_MS = 2 * 60_000

const columns = {
  ...{ id: true, name: true, status: true, contentType: true, refusal: true, readyAt: true },
  reading: { select: { text: true, note: true } },
} satisfies Prisma.RecordSelect
type Row = Prisma.RecordGetPayload<{ select: typeof columns }>

const fileOf = ({ readyAt, ...row }: Row): AddedFile => ({
  ...row,
  readSoon: readAs(row.contentType) !== null && Date.now() - (readyAt?.getTime() ?? 0) < READ_SOON_MS,
})

/** The files that were added last, and what each says for the form. */
export async function filesOfDraft(db: Db, { row }: CaseAccess, draft: PracticeDraft): Promise<FileView[]> {
  const rows = await db.record.findMany({
    where: { caseId: row.id, holder: 'PRACTICE', status: { in: ['CHECKING', 'READY', 'REFUSED'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: SHOWN,
    select: columns,
  })
  return rows.map((found) => viewOf(fileOf(found), draft))
}

/**
 * Puts what a file says for certain into the draft's empty fields; what is there stays, and what could not be read is kept beside.
 * @throws NOT_FOUND for a file that is not this draft's; CONFLICT for one that says nothing (any more)
 */
export async function takeFromFile(db: Db, actor: PersonActor, access: CaseAccess, recordId: string): Promise<void> {
  const caseId = access.row.id
  const found = isUuid(recordId)
    ? await db.record.findFirst({ where: { caseId, id: recordId, holder: 'PRACTICE' }, select: columns })
    : null
  if (!found) throw notFound()
  const draft = await readPracticeDraft(db, actor, access)
  const file = viewOf(fileOf(found), draft)
  if (file.state !== 'READ')
    throw conflict('Nothing can be read from this file now. Have a look at what is said of it.')
  // Two windows that read it at once write the same.
  await savePracticeDraft(
    db,
    access,
    practiceSaveSchema.parse({ step: 'write', version: '0', ...intoForm(file.fields, draft) }),
    null,
  )
  await db.practiceNote.updateMany({ where: { caseId }, data: { unread: restWith(draft.unread, file.rest) } })
}
