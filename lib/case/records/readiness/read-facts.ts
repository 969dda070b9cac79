import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Species } from '#lib/db/generated/enums.ts'
import { now } from '#lib/gateways/clock.ts'
import { medicationsIn, type ReadinessFacts } from './facts.ts'

/** More files than this that are no DICOM tell nothing new. */
const MOST_FILES = 1000

type Row = {
  records: {
    id: string
    name: string
    kind: RecordKind
    modality: string | null
    shows: string
    day: string | null
    addedOn: string
  }[]
  labs: { day: string; analytes: string[] }[]
  medicines: 'NONE' | 'NAMED' | 'WITH_DOSES'
  weighedOn: string | null
  dated: boolean
  medications: string | null
  history: string | null
  workingDiagnosis: string | null
  species: Species | null
}

/**
 * What readiness is judged by, as far as this reader may see it now: row-level security leaves out the rest. Images of one
 * study that look alike count as one.
 */
export async function readFacts(db: Db, caseId: string): Promise<{ facts: ReadinessFacts; species: Species | null }> {
  const [row] = await db.$queryRaw<Row[]>`
    select
      coalesce((select jsonb_agg(f) from (
        (select r.id, r.name, r.kind, null as modality, '' as shows, null as day, r."createdAt"::date::text as "addedOn"
          from "Record" r where r."caseId" = ${caseId}::uuid and r.status = 'READY' and r.dicom is null
          order by r."createdAt" desc limit ${MOST_FILES})
        union all
        (select (array_agg(r.id order by r."createdAt"))[1], min(r.name), 'IMAGING', r.dicom->>'modality',
            concat_ws(' ', r.dicom->>'bodyPart', r.dicom->>'description', r.dicom->>'seriesDescription'), r.dicom->>'studyDate',
            max(r."createdAt")::date::text
          from "Record" r where r."caseId" = ${caseId}::uuid and r.status = 'READY' and r.dicom->>'modality' is not null
          group by 4, 5, 6)) f), '[]') as records,
      coalesce((select jsonb_agg(l) from (
        select s.day::text as day, jsonb_agg(v.name) as analytes from "LabSheet" s
          join "LabValue" v on v."caseId" = s."caseId" and v."sheetId" = s.id
        where s."caseId" = ${caseId}::uuid and s."removedAt" is null group by s.id, s.day) l), '[]') as labs,
      (select case when bool_or(m.dose <> '') then 'WITH_DOSES' when count(*) > 0 then 'NAMED' else 'NONE' end
        from "HistoryEntry" m where m."caseId" = ${caseId}::uuid and m.kind = 'MEDICATION' and m."removedAt" is null) as medicines,
      coalesce((select max(coalesce(w.since, '')) from "HistoryEntry" w where w."caseId" = ${caseId}::uuid and w.kind = 'WEIGHT'
        and w."removedAt" is null), case when p."weightGrams" is not null then '' end) as "weighedOn",
      exists (select from "HistoryEntry" y where y."caseId" = ${caseId}::uuid and y.kind = 'SYMPTOM' and y."removedAt" is null) as dated,
      q.medications, q.history, q."workingDiagnosis", p.species
    from "Case" c
    left join "CaseRequest" q on q."caseId" = c.id
    left join "Patient" p on p."ownerId" = c."ownerId" and p.id = c."patientId"
    where c.id = ${caseId}::uuid`
  if (!row) throw new Error('a case that was just loaded is gone')
  return { facts: factsOf(row), species: row.species }
}

function factsOf(row: Row): ReadinessFacts {
  const written = medicationsIn(row.medications ?? '')
  const rank = ['NONE', 'NAMED', 'WITH_DOSES'] as const
  return {
    today: now().toISOString().slice(0, 10),
    records: row.records.map((record) => ({ ...record, looksLike: null })),
    labs: row.labs,
    medications: rank[Math.max(rank.indexOf(written), rank.indexOf(row.medicines))] ?? 'NONE',
    weighedOn:
      row.weighedOn !== null && /^\d{4}-\d{2}-\d{2}$/.test(row.weighedOn) ? row.weighedOn : row.weighedOn && '',
    timeline: row.dated || (row.history ?? '').trim() !== '',
    diagnosis: (row.workingDiagnosis ?? '').trim() !== '',
  }
}
