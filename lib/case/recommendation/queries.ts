import 'server-only'
import { z } from 'zod'
import type { CaseAccess } from '#lib/case/load.ts'
import { daysText, happenedOf, mattersText } from '#lib/case/wishes.ts'
import { judge } from '#lib/case/status.ts'
import type { Db } from '#lib/db/client.ts'
import type { Recommendation } from '#lib/db/generated/client.ts'
import type { DeliveryPolicy, RecordKind } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { imagesWords, seriesWords } from '#lib/imaging/words.ts'
import { addendumOf } from './draft.ts'
import { answersTo, type Content, EMPTY, mayWriteIn, type Missing, missing, type Relied } from './rules.ts'
import type { PageSearch } from './schema.ts'

/** The hospital's open draft. `version` 0: not saved yet. */
export type DraftView = { number: number; version: number; savedAt: Date | null; content: Content }

export type SignedView = {
  number: number
  content: Content
  signedName: string
  signedAt: Date
  contentHash: string
  /** `viewable`: this reader may open it now. */
  reliedOn: (Relied & { viewable: boolean })[]
}

export type VersionView = { number: number; signedName: string; signedAt: Date }

/** What stands beside the writing, so that nobody needs a second window. */
export type DeskView = {
  facts: { label: string; text: string }[]
  series: { id: string; words: string; images: string }[]
  records: { id: string; name: string; kind: RecordKind }[]
}

export type RecommendationView =
  | { mode: 'write'; draft: DraftView; desk: DeskView }
  | {
      mode: 'review'
      draft: DraftView
      missing: Missing[]
      /** Why it cannot be signed just now, in words: consent or fee. */
      blocked: string | null
      records: { id: string; name: string }[]
    }
  | {
      mode: 'read'
      signed: SignedView
      versions: VersionView[]
      draft: 'none' | 'begun' | 'mayBegin'
      /** Every record at hand is asked for by itself. */
      eachRecord: boolean
    }
  | { mode: 'wait'; draftSavedAt: Date | null }

/** The page as this reader may have it: writing and review for who writes, the signed version for all, or waiting. */
export async function loadRecommendation(db: Db, access: CaseAccess, search: PageSearch): Promise<RecommendationView> {
  const versions = await readVersions(db, access)
  const latest = versions.at(-1)
  const writes = mayWrite(access)
  if (writes && search.step === 'review') return review(db, access)
  if (writes && (search.step === 'write' || !latest))
    return { mode: 'write', draft: await readDraft(db, access), desk: await readDesk(db, access) }
  if (!latest) return { mode: 'wait', draftSavedAt: await draftSavedAt(db, access) }
  const signed = await readSigned(db, access, search.number ?? latest.number)
  return {
    mode: 'read',
    signed,
    versions,
    draft: writes ? ((await draftSavedAt(db, access)) ? 'begun' : 'mayBegin') : 'none',
    eachRecord: search.records === 'all',
  }
}

/** The hospital's policy where the owner went on without the practice; null where a vet takes part. */
export const policyWithoutVet = ({ facts }: CaseAccess): DeliveryPolicy | null =>
  facts.withoutPractice && !facts.agreementStands ? facts.deliveryPolicy : null

/** Who may write here and now. */
export const mayWrite = (access: CaseAccess): boolean =>
  access.can('recommendation.write') && mayWriteIn(access.row.status, access.row.informationReturnsTo)

async function review(db: Db, access: CaseAccess): Promise<RecommendationView> {
  const draft = await readDraft(db, access)
  const verb = access.row.status === 'ANSWERED' ? 'amend' : 'sign'
  const judged = judge(access.row.status, verb, access.side, access.facts)
  return {
    mode: 'review',
    draft,
    missing: missing(draft.content, draft.number),
    blocked: judged.ok ? null : judged.message,
    records: await readRecords(db, access.row.id),
  }
}

/** The open draft; where there is none, an empty one, or what was signed last as the beginning of an addendum. */
export async function readDraft(db: Db, access: CaseAccess): Promise<DraftView> {
  const caseId = access.row.id
  const questions = await readQuestions(db, caseId)
  const last = await db.recommendation.findFirst({ where: { caseId }, orderBy: { number: 'desc' } })
  if (!last) return { number: 1, version: 0, savedAt: null, content: { ...EMPTY, answers: answersTo(questions, []) } }
  const content = contentOf(last)
  if (last.status === 'SIGNED')
    return { number: last.number + 1, version: 0, savedAt: null, content: addendumOf(content, questions) }
  return {
    number: last.number,
    version: last.version,
    savedAt: last.savedAt,
    content: { ...content, answers: answersTo(questions, content.answers) },
  }
}

/** One signed version. @throws NOT_FOUND for a draft or a number that is not there */
export async function readSigned(db: Db, access: CaseAccess, number: number): Promise<SignedView> {
  const caseId = access.row.id
  const row = await db.recommendation.findFirst({ where: { caseId, number, status: 'SIGNED' } })
  if (!row?.signedAt || row.signedName === null || row.contentHash === null) throw notFound()
  const reliedOn = reliedList.parse(row.reliedOn)
  const seen = await db.record.findMany({
    where: { caseId, status: 'READY', id: { in: reliedOn.map(({ recordId }) => recordId) } },
    select: { id: true },
  })
  const visible = new Set(seen.map(({ id }) => id))
  return {
    number,
    content: contentOf(row),
    signedName: row.signedName,
    signedAt: row.signedAt,
    contentHash: row.contentHash,
    reliedOn: reliedOn.map((relied) => ({ ...relied, viewable: visible.has(relied.recordId) })),
  }
}

const answerList = z.array(z.object({ question: z.string(), answer: z.string() }))
const reliedList = z.array(z.object({ recordId: z.string(), name: z.string(), sha256: z.string() }))

export function contentOf(row: Recommendation): Content {
  const { assessment, agreement, agreementNote, differentials, tests, treatment, prognosis, urgency } = row
  return {
    ...{ assessment, agreement, agreementNote, differentials, tests, treatment, prognosis, urgency },
    examinationNeeded: row.examinationNeeded,
    plainLanguage: row.plainLanguage,
    answers: answerList.parse(row.answers),
    addendumReason: row.addendumReason,
  }
}

async function readVersions(db: Db, access: CaseAccess): Promise<VersionView[]> {
  const rows = await db.recommendation.findMany({
    where: { caseId: access.row.id, status: 'SIGNED' },
    select: { number: true, signedName: true, signedAt: true },
    orderBy: { number: 'asc' },
  })
  return rows.flatMap(({ number, signedName, signedAt }) =>
    signedAt && signedName !== null ? [{ number, signedName, signedAt }] : [],
  )
}

/** When the hospital's draft was saved last; for all others row-level security leaves nothing to see. */
async function draftSavedAt(db: Db, access: CaseAccess): Promise<Date | null> {
  const draft = await db.recommendation.findFirst({
    where: { caseId: access.row.id, status: 'DRAFT' },
    select: { savedAt: true },
  })
  return draft?.savedAt ?? null
}

async function readQuestions(db: Db, caseId: string): Promise<string[]> {
  const request = await db.caseRequest.findUnique({ where: { caseId }, select: { questions: true } })
  return request?.questions ?? []
}

/** Names of the records that the reader can see now: what will be listed as at hand. */
async function readRecords(db: Db, caseId: string): Promise<{ id: string; name: string }[]> {
  return db.record.findMany({
    where: { caseId, status: 'READY' },
    select: { id: true, name: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

/** What lies on the desk by itself: the records that are no images of a series. */
async function readPapers(db: Db, caseId: string): Promise<DeskView['records']> {
  return db.record.findMany({
    where: { caseId, status: 'READY', seriesId: null },
    select: { id: true, name: true, kind: true },
    orderBy: [{ kind: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    take: 500,
  })
}

/** Series of images that the reader can see now, the newest examination first; counted by what is seen. */
async function readSeries(db: Db, caseId: string): Promise<DeskView['series']> {
  const rows = await db.$queryRaw<SeriesRow[]>`
    select s.id, s.modality, s."bodyPart", s.description, count(*)::int as images, sum(greatest(r.frames, 1))::int as frames
    from "Record" r join "Series" s on s."caseId" = r."caseId" and s.id = r."seriesId"
      join "Study" t on t."caseId" = s."caseId" and t.id = s."studyId"
    where r."caseId" = ${caseId}::uuid and r.status = 'READY' and not r.duplicate
    group by s."caseId", s.id, t."caseId", t.id order by t.date desc, t.id, s.number nulls last, s.id limit 200`
  return rows.map((row) => ({ id: row.id, words: seriesWords(row), images: imagesWords(row) }))
}
type SeriesRow = Parameters<typeof seriesWords>[0] & Parameters<typeof imagesWords>[0] & { id: string }

async function readDesk(db: Db, access: CaseAccess): Promise<DeskView> {
  const caseId = access.row.id
  const request = await db.caseRequest.findUnique({ where: { caseId } })
  const facts = request
    ? [
        { label: 'The problem', text: request.presentingComplaint },
        { label: 'Day by day', text: daysText(happenedOf(request.happenedWhen, request.happenedWhat)) },
        { label: 'What happened', text: request.history },
        { label: 'Working diagnosis', text: request.workingDiagnosis },
        { label: 'Proposed plan', text: request.proposedPlan },
        { label: 'Medicines', text: request.medications },
        { label: 'Decision ahead', text: request.decisionAhead },
        { label: 'What matters to the owner', text: mattersText(request) },
      ].filter(({ text }) => text !== '')
    : []
  return { facts, series: await readSeries(db, caseId), records: await readPapers(db, caseId) }
}
