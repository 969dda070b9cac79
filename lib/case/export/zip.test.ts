import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { expect, it } from 'vitest'
import { unzip } from '#lib/testing/unzip.ts'
import { zipStream } from './zip.ts'

/** More than waits in any stream between a store and a browser. */
const MUCH = 8 * 1024 * 1024
const source = () => Readable.from(Array.from({ length: MUCH / 65_536 }, () => Buffer.alloc(65_536, 'x')))

it('gives what is taken, however late the first byte is asked for', async () => {
  const zip = zipStream(async (writer) => writer.stream('a.bin', source(), MUCH), 10_000)
  const found = await unzip(await buffer(zip as WebStream))
  expect(found['a.bin']).toHaveLength(MUCH)
})

it('ends for whoever takes nothing, so that nobody keeps others from theirs by holding a line open', async () => {
  const ended = new Promise<unknown>((resolve) => {
    const zip = zipStream(async (writer, signal) => {
      const left = writer.stream('a.bin', source(), MUCH)
      await left.catch((error: unknown) => resolve([signal.aborted, error instanceof Error]))
      await left
    }, 30)
    // Held, as a connection is that nothing is read from.
    void zip.locked
  })
  expect(await ended).toEqual([true, true])
})
