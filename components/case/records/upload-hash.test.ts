import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { sha256Of } from './upload-hash-of.ts'

const MIB = 1024 * 1024

it.each([0, 1, 5 * MIB, 33 * MIB + 7])(
  'the hash of %i bytes is that of its content, whichever way it is read',
  async (size) => {
    const bytes = randomBytes(size)
    expect(await sha256Of(new Blob([bytes]))).toBe(createHash('sha256').update(bytes).digest('hex'))
  },
)

it('stops between two pieces', async () => {
  let pieces = 0
  expect(await sha256Of(new Blob([new Uint8Array(40 * MIB)]), () => ++pieces < 3)).toBeNull()
  expect(pieces).toBe(3)
})
