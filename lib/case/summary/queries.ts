import 'server-only'
import { displayName, type Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { readReadiness } from '#lib/case/records/readiness/queries.ts'
import { daysText, happenedOf } from '#lib/case/wishes.ts'
import { STATUS_WORDS } from '#lib/case/status.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { now } from '#lib/gateways/clock.ts'
import { dayWords } from '#lib/patient/days.ts'
import { isoDay } from '#lib/patient/rules.ts'
import { lookAtSection } from '#lib/patient/look.ts'
import { linesOf } from '#lib/patient/history/view.ts'
import { readHistory } from '#lib/patient/history/queries.ts'
import { readLab } from '#lib/patient/laboratory/queries.ts'
import { SPECIALTY_WORDS, signalment } from '#lib/words.ts'
import { sharedInPart } from '#lib/case/shared-in-part.ts'
import { type ImageFact, summaryParts, type SummarySource } from './parts.ts'
import type { SummaryView } from './view.ts'

/** The case on one page, made of what this reader may see now. A draft has one too. */
export async function readSummary(db: Db, actor: Participant, access: CaseAccess): Promise<SummaryView> {
  const { row, side, facts } = access
  const about = await readAbout(db, row.id)
  const [history, lab] = [await readHistory(db, access), await readLab(db, access)]
  await lookAtSection(db, actor, access, { section: 'HISTORY', shown: linesOf(history) })
  await lookAtSection(db, actor, access, { section: 'LAB', shown: lab.sheets })
  const parts = summaryParts({
    request: about.request ? withDays(about.request, row.submittedAt === null) : NOTHING_SAID,
    history,
    lab,
    images: await readImages(db, row.id),
    readiness: (await readReadiness(db, access))?.lines ?? null,
  })
  const zone = actor.kind === 'PERSON' ? actor.timeZone : 'UTC'
  return {
    ...{ caseId: row.id, number: row.number, status: STATUS_WORDS[row.status].label, parts, zone, asOf: now() },
    patient: about.patient?.name ?? 'New request',
    signalment: about.patient ? signalment(about.patient) : '',
    people: peopleOf(access, about),
    madeFor: madeFor(actor),
    closed: side === 'HOSPITAL' && !(facts.releaseStands && facts.agreementStands),
    part: await sharedInPart(db, access),
    paper: ['US', 'CA'].includes(about.hospital?.country ?? '') ? 'LETTER' : 'A4',
    pageUrl: `${env().APP_URL}/cases/${row.id}`,
  }
}

/** Until it is sent, the days that the owner typed are the request's alone; from then on they are lines of the history. */
const withDays = (request: NonNullable<About['request']>, draft: boolean) => ({
  ...request,
  history: [draft && daysText(happenedOf(request.happenedWhen, request.happenedWhat)), request.history]
    .filter(Boolean)
    .join('\n'),
  decisionAhead: [request.decisionAhead, request.decisionOn && `By ${dayWords(isoDay(request.decisionOn))}`]
    .filter(Boolean)
    .join('\n'),
})

const NOTHING_SAID: SummarySource['request'] = {
  ...{
    presentingComplaint: '',
    history: '',
    workingDiagnosis: '',
    proposedPlan: '',
    medications: '',
    decisionAhead: '',
  },
  questions: [],
}

type About = Awaited<ReturnType<typeof readAbout>>

async function readAbout(db: Db, caseId: string) {
  return db.case.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      owner: { select: { name: true } },
      patient: true,
      practice: { select: { name: true } },
      hospital: { select: { name: true, country: true } },
      request: true,
    },
  })
}

function peopleOf({ row }: CaseAccess, { owner, practice, hospital }: About): SummaryView['people'] {
  const specialty = row.specialty ? SPECIALTY_WORDS[row.specialty] : ''
  const vet = [row.attendingVetName, practice?.name ?? row.attendingVetPractice]
  return [
    { label: 'Owner', value: owner.name },
    { label: 'Attending vet', value: vet.filter(Boolean).join(', ') },
    { label: 'Asked', value: [hospital?.name, specialty].filter(Boolean).join(', ') },
  ].filter(({ value }) => value !== '')
}

/** "Helena Lindqvist, DECVIM-CA (Northgate)" */
function madeFor(actor: Participant): string {
  const name = displayName(actor)
  return actor.kind === 'PERSON' && actor.hat.kind !== 'OWNER' ? `${name} (${actor.hat.name})` : name
}

const MOST_IMAGES = 200
const MOST_FILES = 300

/** Studies by what the images say, newest first; then reports and pictures of them, and pathology, by their names. */
async function readImages(db: Db, caseId: string): Promise<ImageFact[]> {
  return db.$queryRaw<ImageFact[]>`
    (select string_agg(distinct e.modality, ', ') as modality, coalesce(max(e."bodyPart"), y.description, '') as part, y.date as day,
      sum(e.images)::int as images, '' as name
    from "Study" y join "Series" e on e."caseId" = y."caseId" and e."studyId" = y.id
    where y."caseId" = ${caseId}::uuid and e.images > 0 and e.picture group by y.id, y.description, y.date
    order by y.date desc, y.id limit ${MOST_IMAGES})
    union all
    (select '', '', '', 1, r.name from (
      -- In the order of an index; sorted by kind, each of ten thousand would be asked whether it may be seen.
      select f.name, f.kind, f."createdAt", f.id from "Record" f where f."caseId" = ${caseId}::uuid and f.status = 'READY'
        and f."seriesId" is null and f.dicom is null order by f."createdAt" desc, f.id desc limit ${MOST_FILES}) r
    where r.kind in ('IMAGING', 'PATHOLOGY') order by r.kind desc, r."createdAt" desc, r.id)`
}
