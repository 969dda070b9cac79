import type { RecordKind } from '#lib/db/generated/enums.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import type { Flag } from '../flags.ts'

/** What a look at a file's bytes came to. */
export type Finding = Fit | Unfit | { outcome: 'WAITS' } | Archive

/** Its files become records of their own (check/archive). */
export type Archive = { outcome: 'ARCHIVE'; sha256: string }

export type Fit = {
  outcome: 'FIT'
  contentType: string
  kind: RecordKind
  dicom: DicomFacts | null
  sha256: string
  /** Of the bytes as they arrived, where they were changed. */
  arrivedSha256: string | null
  scan: ScanWord
  flags: Flag[]
}

export type Unfit = { outcome: 'UNFIT'; refusal: string; sha256: string | null; scan: ScanWord | null }

/** What `Record.scan` may say. `WAITING`: the scanner is away, and the file stays where nobody can open it. */
export type ScanWord = 'CLEAN' | 'INFECTED' | 'NOT_SCANNED' | 'TOO_LARGE' | 'WAITING'

export const unfit = (refusal: string): Unfit => ({ outcome: 'UNFIT', refusal, sha256: null, scan: null })
