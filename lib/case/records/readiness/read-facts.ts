import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Species } from '#lib/db/generated/enums.ts'
import { now } from '#lib/gateways/clock.ts'
import { medicationsIn, type ReadinessFacts } from './facts.ts'

/** More files, or series of images, than this tell nothing new; and of each row it is asked whether this reader may see it. */
const MOST_FILES = 200

type Row = {
  records: {
    id: string
    name: string
    kind: RecordKind
    modality: string | null
    shows: string
    day: string | null
    addedOn: string
    looksLike: string | null
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
 * What readiness is judged by, as far as this reader may see it now: row-level security leaves out the rest.
 */
export async function readFacts(db: Db, caseId: string): Promise<{ facts: ReadinessFacts; species: Species | null }> {
  const [row] = await db.$queryRaw<Row[]>`
    select
      coalesce((select jsonb_agg(f) from (
        (select r.id, r.name, r.kind, null as modality, '' as shows, null as day, r."createdAt"::date::text as "addedOn",
            t."looksLike"
          from "Record" r left join "RecordReading" t on t."caseId" = r."caseId" and t."recordId" = r.id
          where r."caseId" = ${caseId}::uuid and r.status = 'READY' and r.dicom is null
          order by r."createdAt" desc limit ${MOST_FILES})
        union all
        -- A series is one fact, whatever its number of images.
        (select e.id, coalesce(nullif(concat_ws(' ', e.modality, coalesce(e."bodyPart", y.description, e.description)), ''), 'Images'),
            y.kind, coalesce(e.modality, 'OT'), concat_ws(' ', e."bodyPart", y.description, e.description), nullif(y.date, ''),
            (select r."createdAt"::date::text from "Record" r where r."caseId" = e."caseId" and r."seriesId" = e.id limit 1), null
          from "Series" e join "Study" y on y."caseId" = e."caseId" and y.id = e."studyId"
          where e."caseId" = ${caseId}::uuid and e.images > 0 order by y.date desc, e.id limit ${MOST_FILES})) f), '[]') as records,
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
    records: row.records,
    labs: row.labs,
    medications: rank[Math.max(rank.indexOf(written), rank.indexOf(row.medicines))] ?? 'NONE',
    weighedOn:
      row.weighedOn !== null && /^\d{4}-\d{2}-\d{2}$/.test(row.weighedOn) ? row.weighedOn : row.weighedOn && '',
    timeline: row.dated || (row.history ?? '').trim() !== '',
    diagnosis: (row.workingDiagnosis ?? '').trim() !== '',
  }
}
