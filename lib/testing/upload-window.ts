import { randomUUID } from 'node:crypto'
import { sha256Of } from '#components/case/records/upload-hash-of.ts'
import type { UploadEngine } from '#components/case/records/upload-engine.ts'
import type { Picked } from '#components/case/records/upload-state.ts'
import { Refused, type Wire } from '#components/case/records/upload-wire.ts'
import type { Participant } from '#lib/access/actor.ts'
import { beginRecords, isHere } from '#lib/case/records/begin.ts'
import { discardUpload } from '#lib/case/records/commands.ts'
import type { BeginInput } from '#lib/case/records/schema.ts'
import { findUpload, findUploads } from '#lib/case/records/upload-commands.ts'
import { completeUploads, openUploads, signParts, uploadState } from '#lib/case/records/uploads.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { refusedFile } from '#lib/web/route.ts'
import { onCaseAs } from './records.ts'

// A browser window for tests of the upload engine: the real verbs and a real object store, and a network that can be made to fail.

export const MIB = 1024 * 1024

export function file(name: string, size: number, fill = 1): Picked {
  const blob = new Blob([new Uint8Array(size).fill(fill)])
  return Object.assign(blob, { name, lastModified: 5 })
}

export function disk() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** What the routes do, without HTTP. */
function apiOf(actor: Participant, caseId: string): Wire['api'] {
  const again = onCaseAs(actor, caseId)
  const upload = (id: string) => again(({ db, access }) => findUpload(db, access, id))
  const begin = async (files: BeginInput[]) => {
    const begun = await again(({ db, access }) => beginRecords(db, actor, access, files))
    const opened = await openUploads(
      begun.flatMap((one) => ('upload' in one ? [one.upload] : [])),
      again,
    )
    return {
      files: begun.map((one) =>
        'refused' in one
          ? refusedFile(one)
          : { ...opened.find(({ recordId }) => recordId === one.recordId), here: one.here },
      ),
    }
  }
  const complete = async (ids: string[]) => {
    const uploads = await again(({ db, access }) => findUploads(db, access, ids))
    const done = await completeUploads([...uploads.values()], again)
    return {
      files: ids.map((id) => {
        const one = done.find(({ recordId }) => recordId === id) ?? { recordId: id, refused: notFound() }
        return 'refused' in one ? refusedFile(one) : one
      }),
    }
  }
  const answer = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const [id = '', what = ''] = path.replace('/records', '').split('/').filter(Boolean).slice(0, 2)
    if (method === 'POST' && id === '') return begin((body as { files: BeginInput[] }).files)
    if (id === 'here')
      return again(async ({ db, access }) => ({ here: await isHere(db, access, body as { size: number }) }))
    if (id === 'complete') return complete((body as { recordIds: string[] }).recordIds)
    if (method === 'DELETE') return again(({ db, access }) => discardUpload(db, access, id))
    if (path.endsWith('/parts'))
      return { links: await signParts(await upload(id), (body as { parts: number[] }).parts) }
    if (what === 'upload') return uploadState(await upload(id), again)
    throw new Error(`no such path: ${method} ${path}`)
  }
  return async (method, path, body, signal) => {
    signal.throwIfAborted()
    try {
      return await answer(method, path, body)
    } catch (error) {
      if (error instanceof AppError)
        throw new Refused(error.code === 'NOT_FOUND' ? 404 : 422, error.message, error.fieldErrors)
      if (isGatewayError(error)) throw new Error('503', { cause: error })
      throw error
    }
  }
}

export type Trouble = {
  api?: (n: number) => boolean
  put?: (n: number) => boolean
  expired?: (n: number) => boolean
  onPut?: (n: number) => unknown
}

export function wireOf(actor: Participant, caseId: string, trouble: Trouble = {}, hashes = false) {
  const api = apiOf(actor, caseId)
  const counts = { api: 0, put: 0, most: 0, flying: 0 }
  const wire: Wire = {
    async api(...args) {
      counts.api += 1
      if (trouble.api?.(counts.api)) throw new Error('connection lost')
      return api(...args)
    },
    async put(url, bytes, onSent, signal) {
      const n = ++counts.put
      counts.most = Math.max(counts.most, ++counts.flying)
      trouble.onPut?.(n)
      try {
        onSent(bytes.size / 2)
        if (trouble.expired?.(n)) throw new Refused(403, 'Request has expired')
        if (trouble.put?.(n)) throw new Error('connection lost')
        const answer = await fetch(url, { method: 'PUT', body: bytes, signal })
        if (!answer.ok) throw new Refused(answer.status, `the store answered ${answer.status}`)
        onSent(bytes.size)
      } finally {
        counts.flying -= 1
      }
    },
    sha256: async (blob) => (hashes ? sha256Of(blob) : null),
    online: () => true,
    untilOnline: async () => {},
    sleep: async (_, signal) => signal.throwIfAborted(),
    now: () => performance.now(),
    chance: () => 0.5,
    newId: () => randomUUID(),
  }
  return { wire, counts }
}

/** Longer than any of them takes, and shorter than a test may. */
const PATIENCE_MS = 45_000

/** Resolves as soon as the engine shows this; after long waiting it rejects with what the engine shows instead. */
export function until(engine: UploadEngine, test: (states: string[]) => boolean): Promise<void> {
  const items = () => engine.snapshot().items
  const holds = () => test(items().map(({ state }) => state))
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(
        new Error(
          items()
            .map(({ name, state, message }) => `${name}: ${state} ${message}`)
            .join('; '),
        ),
      )
    const timer = setTimeout(late, PATIENCE_MS)
    const end = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = engine.subscribe(() => {
      if (holds()) end()
    })
    if (holds()) end()
  })
}
