import { expect, it } from 'vitest'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { hasForeignPreamble, withoutPreamble } from './preamble.ts'

const image = Buffer.from(dxImage(1, SAMPLE_FACTS))
const behind = (words: string, from = image): Buffer => {
  const file = Buffer.from(from)
  file.write(words, 0, 'latin1')
  return file
}

it.each<[what: string, file: Buffer, foreign: boolean]>([
  ['nothing', image, false],
  ['a program', behind('MZ\x90\0\x03'), true],
  ['a program of another kind', behind('\x7fELF\x02\x01'), true],
  ['a web page', behind('<html><script>alert(1)</script><!--'), true],
  ['an archive', behind('PK\x03\x04'), true],
  ['a document', behind('%PDF-1.7\n'), true],
  ['one odd byte at its end', Buffer.concat([Buffer.alloc(127), Buffer.from('x'), image.subarray(128)]), true],
  ['a picture for slide viewers', behind('II*\0\x08\0\0\0'), false],
  ['no DICOM behind it', behind('MZ', Buffer.alloc(500)), false],
  ['next to nothing', Buffer.from('MZ'), false],
])('in front of a DICOM file: %s', (_, file, foreign) => {
  expect(hasForeignPreamble(file)).toBe(foreign)
})

it.each([1, 50, 128, 129, 100_000])(
  'is taken out of a stream in pieces of %i bytes, and nothing else is',
  async (size) => {
    const file = behind('MZ\x90\0 and more')
    async function* pieces() {
      for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size)
    }
    const out: Uint8Array[] = []
    for await (const piece of withoutPreamble(pieces())) out.push(piece)
    expect(Buffer.concat(out).equals(image)).toBe(true)
    expect(file.toString('latin1', 0, 2)).toBe('MZ')
  },
)
