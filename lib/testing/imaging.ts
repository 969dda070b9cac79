import { createHash, randomUUID } from 'node:crypto'
import { useDatabase } from './database.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { readDicom } from '#lib/files/dicom.ts'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'

const slice = readDicom(ctSeries('facts', SAMPLE_FACTS, 1)[0] ?? Buffer.alloc(0))

/** The facts of one CT slice, changed as a test needs. */
export function dicomFacts(more: Partial<DicomFacts> = {}): DicomFacts {
  if (!slice) throw new Error('the fixture is no DICOM file')
  return { ...slice, ...more }
}

export type ReadyRecord = { holder?: 'OWNER' | 'PRACTICE'; kind?: string; sha256?: string; facts: DicomFacts }

/** Ready records without bytes, as the worker leaves them before they are grouped. @returns their ids */
export async function readyRecords(caseId: string, records: readonly ReadyRecord[]): Promise<string[]> {
  const rows = records.map(({ holder = 'OWNER', kind = 'IMAGING', sha256, facts }, at) => {
    const id = randomUUID()
    return { id, holder, kind, dicom: facts, sha256: sha256 ?? createHash('sha256').update(id).digest('hex'), at }
  })
  await useDatabase().owner.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "contentType", "objectKey", status, dicom, sha256, "createdAt")
     select $1, x.id, x.holder::"Side", x.kind::"RecordKind", x.id || '.dcm', 1000, 'application/dicom', 'test/' || x.id, 'READY', x.dicom, x.sha256,
       now() + x.at * interval '1 ms'
     from jsonb_to_recordset($2) as x (id uuid, holder text, kind text, dicom jsonb, sha256 text, at int)`,
    [caseId, JSON.stringify(rows)],
  )
  return rows.map(({ id }) => id)
}
