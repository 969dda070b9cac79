import type { DicomFacts } from '#lib/files/dicom.ts'

// What the viewer cannot show, said before it tries. Pure.

/** MPEG-2, MPEG-4 and HEVC video, frames on demand from a server (JPIP), JPEG XL: no decoder for these runs in our viewer. */
const NOT_DECODED: readonly (readonly [RegExp, string])[] = [
  [/^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/, 'It is a video inside a DICOM file (MPEG).'],
  [/^1\.2\.840\.10008\.1\.2\.4\.(94|95)$/, 'Its pictures are kept on another server (JPIP).'],
  [/^1\.2\.840\.10008\.1\.2\.4\.11[0-2]$/, 'It is packed as JPEG XL.'],
]

const DOWNLOAD = 'Please download it and open it with another program.'

/** Why the viewer cannot show this file, in words; null when it can. */
export function whyNotViewable(facts: DicomFacts): string | null {
  const { frames, transferSyntax, segmentedPalette, bitsAllocated } = facts
  if (frames === 0) return `It holds no picture (a report, a plan or a recording). ${DOWNLOAD}`
  const packed = NOT_DECODED.find(([syntax]) => syntax.test(transferSyntax ?? ''))
  if (packed) return `${packed[1]} ${DOWNLOAD}`
  if (segmentedPalette && (bitsAllocated ?? 0) > 8)
    return `Its colour table is written in a way that the viewer does not read (16 bit, in segments). ${DOWNLOAD}`
  return null
}
