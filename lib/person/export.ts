import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import { limit } from '#lib/auth/limits.ts'
import { ZipPaths } from '#lib/case/export/names.ts'
import { type ZipWriter, zipStream } from '#lib/case/export/zip.ts'
import { loadCase } from '#lib/case/load.ts'
import { lookAtRecord } from '#lib/case/records/commands.ts'
import type { Db } from '#lib/db/client.ts'
import { setActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage } from '#lib/gateways/storage.ts'
import { log } from '#lib/log.ts'
import { aboutPerson, asThemselves, casesOf, type OwnCase, rowsOfCase, type Rows, writtenAs } from './contents.ts'
import { type Listed, personPage } from './page.ts'
import { requireRecent } from './recent.ts'

type Unit = { db: Db; actor: PersonActor }
type Again = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>

/** Bytes pass through this process, which has other readers too. */
const AT_ONCE = 2
let underWay = 0

/**
 * May this person take their data along now?
 * @throws NOT_FOUND for anybody else's; FORBIDDEN without a recent sign-in; RATE_LIMITED after a few in a day
 */
export async function beginPersonExport({ db, actor }: Unit, personId: string): Promise<true> {
  if (personId !== actor.personId) throw notFound()
  await requireRecent(db, actor)
  if (underWay >= AT_ONCE)
    throw new AppError('RATE_LIMITED', 'Others take their data along just now. Please try again in a few minutes.')
  await limit('personExport', actor.personId, 'You have taken your data along a few times today.')
  return true
}

/** The zip, written while it is read; each part in a unit of work of its own, so that what ends meanwhile stays out. */
export function personZip(again: Again): ReadableStream<Uint8Array> {
  underWay += 1
  return zipStream(async (zip, signal) => {
    try {
      await write(zip, again, signal)
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'an export of a person was broken off')
      throw error
    } finally {
      underWay -= 1
    }
  })
}

async function write(zip: ZipWriter, again: Again, signal: AbortSignal): Promise<void> {
  const paths = new ZipPaths()
  const files: Listed[] = []
  const index = paths.take([], 'index.html')
  const put = (folder: string[], name: string, what: string, rows: Rows | Record<string, Rows>) => {
    const path = paths.take(folder, name)
    zip.bytes(path, Buffer.from(JSON.stringify(rows, null, 2)))
    files.push({ path, what })
  }
  const { actor, about, cases } = await again(async ({ db, actor: who }) => ({
    actor: who,
    about: await aboutPerson(db, who),
    cases: await casesOf(db, who),
  }))
  for (const [name, rows] of Object.entries(about)) put([], `${name}.json`, WHAT[name] ?? '', rows)
  let absent = 0
  for (const one of cases) {
    signal.throwIfAborted()
    const rows = await again(({ db, actor: who }) => rowsOfCase(db, who, one.id))
    put(['cases', one.number], 'case.json', `${one.title}: all that you may read of this case`, rows)
    absent += await ownFiles({ zip, paths, files, signal }, again, one)
  }
  for (const hat of actor.hats) {
    const rows = await again(({ db, actor: who }) => writtenAs(db, who, hat))
    put(['written'], `${hat.slug}.json`, `What you wrote for ${hat.name}`, rows)
  }
  const page = personPage({ name: actor.name, email: actor.email, from: env().APP_URL, at: new Date(), files, absent })
  zip.bytes(index, Buffer.from(page))
}

const WHAT: Record<string, string> = {
  profile: 'Your name, address and settings',
  sessions: 'Where you are signed in',
  memberships: 'Practices and hospitals that you belong to',
  animals: 'Your animals',
  helping: 'Cases in which you stand by an owner',
  notes: 'What you noted for yourself there',
  erasureRequests: 'When you asked to be forgotten',
}

type Out = { zip: ZipWriter; paths: ZipPaths; files: Listed[]; signal: AbortSignal }

/** What they uploaded themselves, each written down as a download. @returns how many are not there any more */
async function ownFiles({ zip, paths, files, signal }: Out, again: Again, { id, number }: OwnCase): Promise<number> {
  const own = await again(async ({ db, actor }) => {
    await setActor(db, asThemselves(actor))
    const where = { caseId: id, holder: 'OWNER' as const, status: 'READY' as const, duplicate: false }
    const select = { id: true, name: true, sizeBytes: true, objectKey: true }
    return db.record.findMany({ where, select, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  })
  let absent = 0
  for (const record of own) {
    signal.throwIfAborted()
    const source = await opened(record.objectKey)
    if (source && (await mayHave(again, id, record.id))) {
      const path = paths.take(['cases', number, 'files'], record.name)
      await zip.stream(path, source, Number(record.sizeBytes))
      files.push({ path, what: 'A file that you added' })
    } else {
      source?.destroy()
      absent += 1
    }
  }
  return absent
}

async function opened(objectKey: string) {
  try {
    return await storage().read(objectKey)
  } catch (error) {
    if (isGatewayError(error) && error.code === 'NoSuchKey') return null
    throw error
  }
}

async function mayHave(again: Again, caseId: string, recordId: string): Promise<boolean> {
  try {
    await again(async ({ db, actor }) => {
      const self = asThemselves(actor)
      await setActor(db, self)
      await lookAtRecord(db, self, await loadCase(db, self, caseId), recordId, 'attachment')
    })
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
