import 'server-only'
import type { Readable } from 'node:stream'
import { displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { recommendationPdf } from '#lib/case/recommendation/pdf.ts'
import { loadPrinted } from '#lib/case/recommendation/printed.ts'
import { lookAtRecord } from '#lib/case/records/commands.ts'
import { summaryPdf } from '#lib/case/summary/pdf.ts'
import { readSummary } from '#lib/case/summary/queries.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage } from '#lib/gateways/storage.ts'
import { log } from '#lib/log.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'
import { type ExportRecord, type ExportText, listForExport, loadExportText } from './contents.ts'
import { ZipPaths } from './names.ts'
import { indexPage, type Sent } from './page.ts'
import { type ZipWriter, zipStream } from './zip.ts'

type Unit = { db: Db; actor: Participant; access: CaseAccess }
type Again = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>

export type Export = { text: ExportText; records: Listed[]; madeFor: string }
type Listed = ExportRecord & { objectKey: string }

/** Bytes pass through this process, which has other readers too. */
const AT_ONCE = 4
/** A file may take hours on a slow line: whether its reader may still have it is asked again this often while it goes out. */
export const ASKED_EVERY_MS = 10_000
let underWay = 0

/** What this reader may take along now, and the event that says that they do. @throws RATE_LIMITED while many do */
export async function beginExport({ db, actor, access }: Unit): Promise<Export> {
  if (underWay >= AT_ONCE)
    throw new AppError('RATE_LIMITED', 'Several cases are being packed just now. Please try again in a few minutes.')
  const records = await listForExport(db, access)
  await appendEvent(db, access.row.id, 'case.exported', { side: access.side, by: actor.kind })
  return { text: await loadExportText(db, actor, access), records, madeFor: displayName(actor) }
}

/**
 * The zip, written while it is read. Whether its reader may have a file is asked anew when that file's turn comes, and what
 * they get is written down as a download; what consent has closed by then stays out, and the index page says so. It is asked again
 * while a file goes out; if that is closed, the zip breaks off.
 */
export function exportZip(begun: Export, again: Again): ReadableStream<Uint8Array> {
  underWay += 1
  return zipStream(async (zip, signal) => {
    try {
      await write(zip, begun, again, signal)
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'an export was broken off')
      throw error
    } finally {
      underWay -= 1
    }
  })
}

async function write(zip: ZipWriter, begun: Export, again: Again, signal: AbortSignal): Promise<void> {
  const paths = new ZipPaths()
  // Its place at the top is taken, whatever the records are called.
  const index = paths.take([], 'index.html')
  const papers = await writePapers(zip, paths, begun.text, again)
  const sent: Sent[] = []
  const absent: string[] = []
  let closed = 0
  for (const record of begun.records) {
    signal.throwIfAborted()
    const source = await open(record.objectKey)
    if (!source) absent.push(record.name)
    else if (await mayHave(record.id, again, 'attachment')) {
      const path = paths.take(['Records', RECORD_KIND_WORDS[record.kind], record.folder ?? ''], record.name)
      await sendWhileOpen(source, record.id, again, () => zip.stream(path, source, Number(record.sizeBytes)))
      sent.push({ path, record })
    } else {
      source.destroy()
      closed += 1
    }
  }
  const text = await orNull(again(({ db, actor, access }) => loadExportText(db, actor, access)))
  const outcome = { sent, papers, closed, absent, madeFor: begun.madeFor, from: env().APP_URL, at: new Date() }
  zip.bytes(index, Buffer.from(indexPage(text, outcome)))
}

/** The case on one page, and each signed version of the answer. */
async function writePapers(
  zip: ZipWriter,
  paths: ZipPaths,
  { signed }: ExportText,
  again: Again,
): Promise<{ path: string; name: string }[]> {
  const papers: { path: string; name: string }[] = []
  const add = (name: string, pdf: Buffer) => {
    const path = paths.take([], `${name}.pdf`)
    zip.bytes(path, pdf)
    papers.push({ path, name })
  }
  const summary = await orNull(again(({ db, actor, access }) => readSummary(db, actor, access)))
  if (summary) add('Summary', await summaryPdf(summary))
  for (const number of signed) {
    const view = await orNull(again(({ db, access }) => loadPrinted(db, access, number)))
    if (view) add(`Recommendation ${number}`, await recommendationPdf(view))
  }
  return papers
}

/** The bytes as they come; null when the store has them no more. @throws GatewayError('storage') while it is away */
async function open(objectKey: string): Promise<Readable | null> {
  try {
    return await storage().read(objectKey)
  } catch (error) {
    if (isGatewayError(error) && error.code === 'NoSuchKey') return null
    throw error
  }
}

/** Sends it, unless consent ends meanwhile: then the zip is broken off, as the rest of a file that was begun cannot be left out. */
async function sendWhileOpen(
  source: Readable,
  recordId: string,
  again: Again,
  send: () => Promise<void>,
): Promise<void> {
  const ask = async () => {
    if (!(await mayHave(recordId, again, null))) source.destroy(new Error('a record was closed while it was sent'))
  }
  const asking = setInterval(() => void ask().catch((error: Error) => source.destroy(error)), ASKED_EVERY_MS)
  try {
    await send()
  } finally {
    clearInterval(asking)
  }
}

/** @param wanted null: only asked, and not written down as a look */
const mayHave = async (recordId: string, again: Again, wanted: 'attachment' | null): Promise<boolean> =>
  (await orNull(again(({ db, actor, access }) => lookAtRecord(db, actor, access, recordId, wanted)))) !== null

/** Null for what the reader may not have any more. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
