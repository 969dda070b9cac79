import { MIN_PART_BYTES } from '#lib/case/records/rules.ts'
import { UploadApi } from './upload-api.ts'
import { type Entry, entryOf } from './upload-entry.ts'
import { uploadFile } from './upload-file.ts'
import { identityKey, type Remembered, type UploadMemory } from './upload-memory.ts'
import { Rate } from './upload-progress.ts'
import {
  isOver,
  NOTHING,
  type Picked,
  type Snapshot,
  totals,
  UNDER_WAY,
  type UploadItem,
  type UploadState,
} from './upload-state.ts'
import { Slots, Turns } from './upload-turns.ts'
import { Refused, type Wire } from './upload-wire.ts'

// Files on their way, from one to ten thousand: order, pause, progress. The screen reads `snapshot` and is told by `subscribe`.

/** Files of one part each; most of their time is waiting for answers. */
const SMALL_AT_ONCE = 128
const LARGE_AT_ONCE = 3
/** As many connections as a browser opens to one host. */
const PARTS_AT_ONCE = 6
const TELL_EVERY_MS = 200
/** A longer list is told of at most so often: each telling reads it all. */
const SHORT_LIST = 100
/** Of so many files each is remembered over a reload; of more only the large ones, for small ones are soon sent again. */
const REMEMBERED_EACH = 200

const waits = ({ item }: Entry): boolean => item.state === 'waiting'

export class UploadEngine {
  readonly #wire: Wire
  readonly #api: UploadApi
  readonly #memory: UploadMemory
  #onDone: () => void = () => {}
  #unfinished: readonly Remembered[] = []
  readonly #listeners = new Set<() => void>()
  readonly #rate = new Rate()
  readonly #entries = new Map<string, Entry>()
  readonly #small = new Turns<Entry>(SMALL_AT_ONCE, waits)
  readonly #large = new Turns<Entry>(LARGE_AT_ONCE, waits)
  readonly #slots = new Slots(PARTS_AT_ONCE)
  #snapshot: Snapshot = NOTHING
  #told = 0
  #telling = false

  constructor(wire: Wire, base: string, memory: UploadMemory) {
    this.#wire = wire
    this.#api = new UploadApi(wire, base)
    this.#memory = memory
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly snapshot = (): Snapshot => this.#snapshot

  /** A screen opens: says what this browser remembers, and calls back after each file that has arrived, until it closes. */
  attach(onDone: () => void): () => void {
    this.#onDone = onDone
    const here = this.#byRecord()
    this.#unfinished = this.#memory.all().filter(({ recordId }) => !here.has(recordId))
    this.#tell(true)
    return () => {
      this.#onDone = () => {}
    }
  }

  /** Adds files and begins. One that was begun before (same name, folder, size and time) goes on where it stopped. */
  add(files: readonly Picked[]): void {
    const remembered = new Map(this.#memory.all().map((one) => [identityKey(one), one.recordId]))
    const here = this.#byRecord()
    const resumed = new Set<string>()
    for (const file of files) {
      const known = remembered.get(identityKey(file))
      const other = known === undefined ? undefined : here.get(known)
      // The same file a second time in one pile, or while it is under way.
      if (known !== undefined && (resumed.has(known) || (other && !isOver(other.item.state)))) continue
      if (known !== undefined) resumed.add(known)
      this.#enter(file, known)
    }
    this.#unfinished = this.#unfinished.filter(({ recordId }) => !resumed.has(recordId))
    this.#pump()
  }

  #enter(file: Picked, known: string | undefined): void {
    const entry = entryOf(this.#wire, file, known)
    this.#entries.set(entry.item.id, entry)
    this.#turnsOf(entry).join(entry)
  }

  pause(id: string): void {
    this.#pause([this.#entries.get(id)])
  }
  pauseAll(): void {
    this.#pause([...this.#entries.values()])
  }
  /** All of them, and only then the next one's turn. */
  #pause(entries: readonly (Entry | undefined)[]): void {
    for (const entry of entries) {
      if (!entry || !UNDER_WAY.includes(entry.item.state)) continue
      entry.stop.abort()
      this.#set(entry, { state: 'paused', secondsLeft: null })
    }
    this.#pump()
  }

  /** Goes on after a pause or a failure. */
  resume(id: string): void {
    this.#resume([this.#entries.get(id)], ['paused', 'failed', 'refused'])
  }
  resumeAll(): void {
    this.#resume([...this.#entries.values()], ['paused'])
  }
  #resume(entries: readonly (Entry | undefined)[], from: readonly UploadState[]): void {
    for (const entry of entries) {
      if (!entry || !from.includes(entry.item.state)) continue
      entry.stop = new AbortController()
      this.#set(entry, { state: 'waiting', message: '' })
      this.#turnsOf(entry).join(entry)
    }
    this.#pump()
  }

  /** Gives a file up, here and at the server. */
  cancel(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry || isOver(entry.item.state) || entry.item.state === 'refused') return
    entry.stop.abort()
    this.#memory.forget(entry.recordId)
    if (entry.touched) void this.discard(entry.recordId)
    this.dismiss(id)
  }

  /** Takes a line off the list. */
  dismiss(id: string): void {
    this.#entries.delete(id)
    this.#pump()
  }

  /** Ends an upload that this browser remembers from before. A lost answer leaves it in the list of unfinished files. */
  async discard(recordId: string): Promise<void> {
    this.#memory.forget(recordId)
    this.#unfinished = this.#unfinished.filter((one) => one.recordId !== recordId)
    this.#tell(true)
    await this.#api.discard(recordId).catch(() => undefined)
    this.#onDone()
  }

  #turnsOf = ({ file }: Entry): Turns<Entry> => (file.size > MIN_PART_BYTES ? this.#large : this.#small)

  #byRecord(): Map<string, Entry> {
    return new Map([...this.#entries.values()].map((entry) => [entry.recordId, entry]))
  }

  #pump(): void {
    for (const turns of [this.#large, this.#small])
      for (let entry = turns.next(); entry; entry = turns.next()) {
        entry.touched = true
        this.#set(entry, { state: 'sending' })
        void this.#run(entry, turns)
      }
    this.#tell(true)
  }

  async #run(entry: Entry, turns: Turns<Entry>): Promise<void> {
    const { signal } = entry.stop
    const mine = () => !signal.aborted
    try {
      const how = await uploadFile({
        wire: this.#wire,
        api: this.#api,
        file: entry.file,
        recordId: entry.recordId,
        resume: entry.begun,
        slot: (work) => this.#slots.run(work),
        signal,
        watch: {
          onReading: () => mine() && this.#set(entry, { state: 'reading' }),
          onBegun: (recordId) => mine() && this.#begun(entry, recordId),
          onSent: (sent) => mine() && this.#progress(entry, sent),
          onAway: (message) => mine() && this.#set(entry, { state: 'away', message }),
          onFinishing: () => mine() && this.#set(entry, { state: 'finishing', secondsLeft: null }),
        },
      })
      if (mine()) this.#over(entry, how === 'here' ? 'here' : 'done')
    } catch (error) {
      if (mine()) this.#failed(entry, error)
    }
    turns.leave()
    this.#pump()
  }

  #begun(entry: Entry, recordId: string): void {
    if (recordId !== entry.recordId) this.#memory.forget(entry.recordId)
    entry.recordId = recordId
    entry.begun = true
    entry.before = -1
    if (entry.file.size > MIN_PART_BYTES || this.#entries.size <= REMEMBERED_EACH)
      this.#memory.keep(recordId, entry.file)
  }

  #over(entry: Entry, state: 'done' | 'here'): void {
    this.#memory.forget(entry.recordId)
    // What was not sent is no measure of speed.
    if (state === 'here') entry.before = entry.item.size
    this.#set(entry, { state, sent: entry.item.size, secondsLeft: null })
    this.#onDone()
  }

  #failed(entry: Entry, error: unknown): void {
    entry.stop.abort()
    // Nothing of it was sent, so nothing stopped: the server's reason is all there is to say.
    const state = !entry.begun && error instanceof Refused ? 'refused' : 'failed'
    this.#set(entry, { state, secondsLeft: null, message: error instanceof Error ? error.message : '' })
  }

  #progress(entry: Entry, sent: number): void {
    const now = this.#wire.now()
    if (entry.before < 0) entry.before = sent
    entry.rate.add(sent, now)
    const { state: was, sent: had } = entry.item
    const state = was === 'reading' || (was === 'away' && sent > had) ? 'sending' : was
    entry.item = { ...entry.item, state, sent, secondsLeft: entry.rate.secondsFor(entry.item.size - sent) }
    this.#tell(false)
  }

  #set(entry: Entry, change: Partial<UploadItem>): void {
    if (change.state === 'paused' || change.state === 'away') entry.rate.rest()
    entry.item = { ...entry.item, ...change }
    this.#tell(true)
  }

  /** Tells the screen: at once when a state has changed in a short list, else a few times a second. */
  #tell(changed: boolean): void {
    const now = this.#wire.now()
    if ((changed && this.#entries.size <= SHORT_LIST) || now - this.#told >= TELL_EVERY_MS) this.#tellNow(now)
    else if (changed && !this.#telling) {
      this.#telling = true
      const later = () => {
        this.#telling = false
        this.#tellNow(this.#wire.now())
      }
      void this.#wire.sleep(TELL_EVERY_MS, new AbortController().signal).then(later)
    }
  }

  #tellNow(now: number): void {
    this.#told = now
    const entries = [...this.#entries.values()]
    const items = entries.map(({ item }) => item)
    const { sent, size, active } = totals(items)
    if (active)
      this.#rate.add(
        entries.reduce((sum, { item, before }) => sum + item.sent - before, 0),
        now,
      )
    else this.#rate.rest()
    const secondsLeft = active ? this.#rate.secondsFor(size - sent) : null
    this.#snapshot = { items, sent, size, active, unfinished: this.#unfinished, secondsLeft }
    for (const listener of this.#listeners) listener()
  }
}
