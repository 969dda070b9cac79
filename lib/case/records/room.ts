import { bytesWords } from './rules.ts'

// How much room there is for more records. The numbers are the operator's (table StorageLimit); pure.

/** What is kept, and how much may be. */
export type Room = { records: number; bytes: number; mostRecords: number; mostBytes: number }

/** Room in a case, and with whoever would hold what is added. */
export type Rooms = { ofCase: Room; ofHolder: Room }

/**
 * Of files of these sizes (bytes), in order: null for each that still finds room, else why not. A small file may go in where a
 * large one before it does not.
 */
export function refusals(rooms: Rooms, sizes: readonly number[]): (string | null)[] {
  let [records, bytes] = [0, 0]
  return sizes.map((size) => {
    const refusal = refusalOf(rooms, { records: records + 1, bytes: bytes + size })
    if (refusal === null) [records, bytes] = [records + 1, bytes + size]
    return refusal
  })
}

/** Why so much more cannot be added, in words; null when it can. */
export function refusalOf({ ofCase, ofHolder }: Rooms, more: { records: number; bytes: number }): string | null {
  if (ofCase.records + more.records > ofCase.mostRecords)
    return `There is no room for this file: a case holds at most ${recordsWords(ofCase.mostRecords)}. Please send only the series that matter, or remove what is not needed.`
  if (ofCase.bytes + more.bytes > ofCase.mostBytes)
    return `There is no room for this file: a case holds at most ${bytesWords(ofCase.mostBytes)}, and ${left(ofCase)} free. Please send only the series that matter, or remove what is not needed.`
  if (ofHolder.records + more.records > ofHolder.mostRecords)
    return `There is no room for this file: over all cases you may keep ${recordsWords(ofHolder.mostRecords)}. Please write to us: we can make room.`
  if (ofHolder.bytes + more.bytes > ofHolder.mostBytes)
    return `There is no room for this file: over all cases you may keep ${bytesWords(ofHolder.mostBytes)}, and ${left(ofHolder)} free. Please write to us: we can make room.`
  return null
}

const recordsWords = (n: number): string => (n === 1 ? '1 record' : `${counted(n)} records`)

const counted = (n: number): string => n.toLocaleString('en')

function left(room: Room): string {
  const bytes = Math.max(0, room.mostBytes - room.bytes)
  return bytes === 0 ? 'nothing is' : `${bytesWords(bytes)} ${bytes === 1 ? 'is' : 'are'}`
}

/** From here on the page says how much room is left: more than three quarters are used. */
const SAID_FROM = 0.75

/** "Room for 1.2 GB more", once it is getting little; else null. */
export function roomWords({ ofCase }: Rooms): string | null {
  const { records, bytes, mostRecords, mostBytes } = ofCase
  if (bytes >= mostBytes * SAID_FROM)
    return `This case has room for ${bytesWords(Math.max(0, mostBytes - bytes))} more.`
  if (records >= mostRecords * SAID_FROM)
    return `This case has room for ${counted(Math.max(0, mostRecords - records))} more records.`
  return null
}
