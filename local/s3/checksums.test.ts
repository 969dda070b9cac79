import { expect, it } from 'vitest'
import { ALGORITHMS, algorithmOf, newHasher } from './checksums.ts'

it('computes the published check values, whole or in pieces', () => {
  const wanted = {
    crc32: 'cbf43926',
    crc32c: 'e3069283',
    crc64nvme: 'ae8b14860a799888',
    sha1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
    sha256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
  }
  for (const name of ALGORITHMS) {
    const hasher = newHasher(name)
    for (const piece of ['1234', '', '56789']) hasher.update(Buffer.from(piece))
    expect(hasher.digest().toString('hex'), name).toBe(wanted[name])
  }
})

it('refuses a checksum it could not verify, and leaves other headers alone', () => {
  expect(algorithmOf('x-amz-checksum-crc32c')).toBe('crc32c')
  expect(algorithmOf('x-amz-checksum-mode')).toBeUndefined()
  expect(algorithmOf('content-type')).toBeUndefined()
  expect(() => algorithmOf('x-amz-checksum-rot13')).toThrow('not known')
})
