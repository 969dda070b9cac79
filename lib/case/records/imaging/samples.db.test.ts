import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { onCaseAs, parties, type Parties, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { checkRecord, checkRecords } from '../check/job.ts'
import { addFile } from '../store.ts'
import { listImaging } from './queries.ts'
import type { ImagingView, StudyView } from './view.ts'

// Files from real devices and known trouble-makers, all of them one pile in one case, when they are at hand beside the repository.
const SAMPLES = path.join(import.meta.dirname, '../../../../../shared/samples/dicom')

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

const files = existsSync(SAMPLES)
  ? readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(path.join(SAMPLES, file)).isFile() && !file.endsWith('.zip'))
      .toSorted()
  : []

describe.skipIf(files.length === 0)(`a pile of ${files.length} sample files`, () => {
  it('ends in clear states, and falls into studies and series', async () => {
    const caseId = (await caseIn({ ...people, status: 'DRAFT' })).id
    const names = new Map<string, string>()
    for (const file of files) {
      const bytes = readFileSync(path.join(SAMPLES, file))
      // Nothing is begun for an empty file: the uploader says so at once.
      if (bytes.length === 0) continue
      names.set(await addFile(people.owner, caseId, { name: path.basename(file), type: '', bytes }), file)
    }
    await checkRecords({ caseId, tries: 0 })
    for (const recordId of names.keys()) await checkRecord({ caseId, recordId, tries: 0 })
    const { rows } = await useDatabase().owner.query<Row>(
      'select id, status, "seriesId" is not null as grouped, refusal, duplicate from "Record" where "caseId" = $1',
      [caseId],
    )
    const studies = await allStudies(caseId)
    process.stdout.write(`${report(rows, names, studies)}\n`)
    expect(rows.filter(({ status }) => status !== 'READY' && status !== 'REFUSED')).toEqual([])
    const series = studies.flatMap((study) => study.series)
    // 28 slices, and one of them once more, cut off: another file with the same name of its object.
    expect(series.filter(({ modality, images }) => modality === 'CT' && images >= 28)).toMatchObject([
      { images: 29, bodyPart: 'HEAD', shows: 'IMAGES' },
    ])
    expect(series.filter(({ shows }) => shows === 'NO_PICTURE').map(({ modality }) => modality)).toEqual(
      expect.arrayContaining(['SR', 'ECG', 'RTPLAN', 'RTSTRUCT']),
    )
    expect(studies.flatMap(({ flags }) => flags).some((flag) => flag.includes('Rex'))).toBe(true)
  }, 120_000)
})

async function allStudies(caseId: string): Promise<StudyView[]> {
  const studies: StudyView[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: ImagingView = await onCaseAs(
      people.owner,
      caseId,
      'records.read',
    )(({ db, access }) => listImaging(db, access, after))
    studies.push(...page.studies)
    after = page.next
  }
  return studies
}

type Row = { id: string; status: string; grouped: boolean; refusal: string | null; duplicate: boolean }

function report(rows: Row[], names: Map<string, string>, studies: StudyView[]): string {
  const of = (list: Row[]) =>
    list.map(({ id, refusal }) => `    ${names.get(id)}${refusal ? `: ${refusal}` : ''}`).toSorted()
  const apart = rows.filter(({ status, grouped }) => status === 'READY' && !grouped)
  const refused = rows.filter(({ status }) => status === 'REFUSED')
  const series = studies.flatMap((study) => study.series)
  return [
    `${rows.length} files: ${studies.length} studies of ${series.length} series, ${rows.filter((row) => row.duplicate).length} there twice`,
    `  in no study (${apart.length}):`,
    ...of(apart),
    `  refused (${refused.length}):`,
    ...of(refused),
    ...studies.map(
      (study) =>
        `  ${study.date ?? 'no date'} ${study.description ?? ''} [${study.flags.join(' ')}] ${study.series
          .map(
            (one) =>
              `${one.modality} ${one.description ?? ''} ${one.images}/${one.frames}${one.shows === 'IMAGES' ? '' : ' (no picture)'}`,
          )
          .join('; ')}`,
    ),
  ].join('\n')
}
