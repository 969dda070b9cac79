import 'server-only'
import { createHash } from 'node:crypto'
import type { Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { storage } from '#lib/gateways/storage.ts'
import { beginRecord } from './begin.ts'
import { MOST_SMALL_BYTES, type SmallTrouble } from './small-rules.ts'
import { markArrived } from './upload-commands.ts'

// One small file by a plain form. Nothing of it is trusted or looked into here: it lies where nobody can open it until its check.

type Again = <T>(work: (unit: { db: Db; actor: Participant; access: CaseAccess }) => Promise<T>) => Promise<T>

/** Why a file was not taken; the page that it came from says it in words. */
export class SmallFileError extends Error {
  override name = 'SmallFileError'
  readonly trouble: SmallTrouble
  constructor(trouble: SmallTrouble) {
    super(`A file was not taken: ${trouble}`)
    this.trouble = trouble
  }
}

/** Beside the file: names of fields and the edges between parts. */
const AROUND = 64 * 1024

/** @returns the record @throws SmallFileError; GatewayError('storage') while the store is away */
export async function addSmallFile(request: Request, again: Again): Promise<string> {
  const { name, type, bytes } = await fileIn(request)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name, type, size: bytes.length, folder: '', sha256 }
  const upload = await again(({ db, actor, access }) => beginRecord(db, actor, access, file)).catch(refused)
  if (upload.status !== 'UPLOADING') return upload.recordId
  await storage().put(upload.objectKey, bytes, 'application/octet-stream')
  await again(({ db, access }) => markArrived(db, access, [upload.recordId]))
  return upload.recordId
}

function refused(error: unknown): never {
  if (error instanceof AppError && (error.code === 'INVALID' || error.code === 'CONFLICT'))
    throw new SmallFileError('refused')
  throw error
}

/** The form's file, read up to its limit and no further. */
async function fileIn(request: Request): Promise<{ name: string; type: string; bytes: Buffer }> {
  if (Number(request.headers.get('content-length')) > MOST_SMALL_BYTES + AROUND) throw new SmallFileError('large')
  const body = await readUpTo(request, MOST_SMALL_BYTES + AROUND)
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  })
    .formData()
    .catch(() => null)
  if (!form) throw new SmallFileError('unreadable')
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') throw new SmallFileError('none')
  if (file.size === 0) throw new SmallFileError('empty')
  if (file.size > MOST_SMALL_BYTES) throw new SmallFileError('large')
  return {
    name: file.name.slice(0, 1000),
    type: file.type.slice(0, 1000),
    bytes: Buffer.from(await file.arrayBuffer()),
  }
}

async function readUpTo(request: Request, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > most) throw new SmallFileError('large')
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof SmallFileError ? error : new SmallFileError('unreadable')
  }
  return Buffer.concat(chunks)
}

/** The page that a form came from, told what became of it. */
export function backFrom(from: 'draft' | 'records', caseId: string, told: { file?: string; trouble?: string }): string {
  const query = new URLSearchParams({ ...(from === 'draft' ? { step: 'file' } : {}), ...told })
  return `${env().APP_URL}/cases/${caseId}/${from === 'draft' ? 'request' : 'records'}?${query}`
}
