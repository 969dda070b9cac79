import { sizeRefusal } from '#lib/case/records/rules.ts'
import { Rate } from './upload-progress.ts'
import type { Picked, UploadItem } from './upload-state.ts'
import type { Wire } from './upload-wire.ts'

/** A file in the hands of the engine. */
export type Entry = {
  item: UploadItem
  file: Picked
  recordId: string
  /** The server may know it; and it surely does, so that it is asked where it stands. */
  touched: boolean
  begun: boolean
  /** Bytes that had arrived before this page: no measure of its speed. */
  before: number
  stop: AbortController
  rate: Rate
}

/** @param known the record that was begun for this file before, in this browser */
export function entryOf(wire: Pick<Wire, 'newId'>, file: Picked, known: string | undefined): Entry {
  const refusal = sizeRefusal(file.size)
  const item: UploadItem = {
    id: wire.newId(),
    name: file.name,
    size: file.size,
    sent: 0,
    state: refusal ? 'refused' : 'waiting',
    message: refusal ?? '',
    secondsLeft: null,
  }
  return {
    item,
    file,
    recordId: known ?? wire.newId(),
    touched: known !== undefined,
    begun: known !== undefined,
    before: 0,
    stop: new AbortController(),
    rate: new Rate(),
  }
}
