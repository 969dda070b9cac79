import { checkRecord } from '#lib/case/records/check/job.ts'
import { openSeries } from '#lib/case/records/imaging/commands.ts'
import { lookByScript } from '#lib/case/records/preview/look.ts'
import { readRecord } from '#lib/case/records/preview/read.ts'
import { addFile } from '#lib/case/records/store.ts'
import { type FileSort, makeFiles } from '../files.ts'
import { act, actorFor, type Part, step, type Step } from '../walk.ts'

export type Added = readonly [sort: FileSort, title: string]

/** Files are uploaded to the store, checked as the worker would, and read where that takes no time; PDFs are left to the worker. */
export const adds = (part: Part, ...files: Added[]): Step =>
  step(0.3, async (walk) => {
    const actor = await actorFor(walk, part)
    const made = await Promise.all(files.map(([sort, title]) => makeFiles(sort, title, walk.facts)))
    await Promise.all(
      made.flat().map(async (file) => {
        const recordId = await addFile(actor, walk.caseId, file)
        await checkRecord({ caseId: walk.caseId, recordId })
        if (file.type !== 'application/pdf') await readRecord({ caseId: walk.caseId, recordId })
      }),
    )
  })

/** Somebody opens the newest records, which owner and practice can then read of. */
export const looks = (part: Part, most = 2): Step =>
  step(0.7, async (walk) => {
    const found = await act(walk, part, (db) =>
      db.record.findMany({
        where: { caseId: walk.caseId, status: 'READY' },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: { id: true, seriesId: true },
        take: most,
      }),
    )
    for (const seriesId of new Set(found.map((record) => record.seriesId)))
      if (seriesId)
        await act(walk, part, (db, actor, access) => openSeries(db, actor, access, { seriesId, again: false }))
    for (const { id } of found.filter((record) => !record.seriesId))
      await act(walk, part, (db, actor, access) => lookByScript(db, actor, access, { recordId: id, again: false }))
  })
