import { sizeRefusal } from '#lib/case/records/rules.ts'
import { uploadFile } from './upload-file.ts'
import type { Identity, Remembered, UploadMemory } from './upload-memory.ts'
import { Rate } from './upload-progress.ts'
import type { Wire } from './upload-wire.ts'

// Several files on their way: order, pause, progress. The screen reads `snapshot` and is told by `subscribe`.

export type UploadState =
  /** Its turn comes. */
  | 'waiting'
  | 'sending'
  /** The connection or the server is away; it goes on by itself. */
  | 'away'
  | 'finishing'
  | 'paused'
  | 'done'
  | 'failed'
  /** Cannot be added; the rest goes on. */
  | 'refused'

export type UploadItem = {
  id: string
  name: string
  size: number
  sent: number
  state: UploadState
  /** Why it failed or was refused, or what is away. */
  message: string
  secondsLeft: number | null
}

export type Snapshot = {
  items: readonly UploadItem[]
  sent: number
  size: number
  secondsLeft: number | null
  active: boolean
  /** Begun before this page was loaded: a browser keeps no files, so each is picked once more. */
  unfinished: readonly Remembered[]
}

export type Picked = Blob & Identity
type Entry = {
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

const FILES_AT_ONCE = 3
const PARTS_AT_ONCE = 4
const TELL_EVERY_MS = 200

/** Before a browser has taken over. */
export const NOTHING: Snapshot = { items: [], sent: 0, size: 0, secondsLeft: null, active: false, unfinished: [] }
const UNDER_WAY: readonly UploadState[] = ['waiting', 'sending', 'away', 'finishing']
const RUNNING: readonly UploadState[] = ['sending', 'away', 'finishing']

export class UploadEngine {
  readonly #wire: Wire
  readonly #base: string
  readonly #memory: UploadMemory
  #onDone: () => void = () => {}
  #unfinished: readonly Remembered[] = []
  readonly #listeners = new Set<() => void>()
  readonly #rate = new Rate()
  #entries: Entry[] = []
  #snapshot: Snapshot = NOTHING
  #told = 0
  #slots = PARTS_AT_ONCE
  readonly #queue: (() => void)[] = []

  constructor(wire: Wire, base: string, memory: UploadMemory) {
    this.#wire = wire
    this.#base = base
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
    this.#unfinished = this.#memory
      .all()
      .filter((one) => !this.#entries.some(({ recordId }) => recordId === one.recordId))
    this.#tell(true)
    return () => {
      this.#onDone = () => {}
    }
  }

  /** Adds files and begins. One that was begun before (same name, size and time) goes on where it stopped. */
  add(files: readonly Picked[]): void {
    for (const file of files) {
      const known = this.#memory.find(file)
      const recordId = known?.recordId ?? this.#wire.newId()
      this.#unfinished = this.#unfinished.filter((one) => one.recordId !== recordId)
      if (this.#entries.some((one) => one.recordId === recordId && one.item.state !== 'done')) continue
      const refusal = sizeRefusal(file.size)
      const item: UploadItem = {
        id: this.#wire.newId(),
        name: file.name,
        size: file.size,
        sent: 0,
        state: refusal ? 'refused' : 'waiting',
        message: refusal ?? '',
        secondsLeft: null,
      }
      this.#entries.push({
        item,
        file,
        recordId,
        touched: known !== undefined,
        begun: known !== undefined,
        before: 0,
        stop: new AbortController(),
        rate: new Rate(),
      })
    }
    this.#pump()
  }

  pause(id: string): void {
    this.#each(id, UNDER_WAY, (entry) => {
      entry.stop.abort()
      this.#set(entry, { state: 'paused', secondsLeft: null })
    })
    this.#pump()
  }

  /** Goes on after a pause or a failure. */
  resume(id: string): void {
    this.#each(id, ['paused', 'failed'], (entry) => {
      entry.stop = new AbortController()
      this.#set(entry, { state: 'waiting', message: '' })
    })
    this.#pump()
  }

  pauseAll(): void {
    for (const { item } of this.#entries) this.pause(item.id)
  }
  resumeAll(): void {
    for (const { item } of this.#entries) if (item.state === 'paused') this.resume(item.id)
  }

  /** Gives a file up, here and at the server. */
  cancel(id: string): void {
    this.#each(id, [...UNDER_WAY, 'paused', 'failed'], (entry) => {
      entry.stop.abort()
      this.#memory.forget(entry.recordId)
      if (entry.touched) void this.discard(entry.recordId)
    })
    this.dismiss(id)
  }

  /** Takes a line off the list. */
  dismiss(id: string): void {
    this.#entries = this.#entries.filter((entry) => entry.item.id !== id)
    this.#pump()
  }

  /** Ends an upload that this browser remembers from before. A lost answer leaves it in the list of unfinished files. */
  async discard(recordId: string): Promise<void> {
    this.#memory.forget(recordId)
    this.#unfinished = this.#unfinished.filter((one) => one.recordId !== recordId)
    this.#tell(true)
    const signal = new AbortController().signal
    await this.#wire.api('DELETE', `${this.#base}/${recordId}/upload`, undefined, signal).catch(() => undefined)
    this.#onDone()
  }

  #each(id: string, states: readonly UploadState[], work: (entry: Entry) => void): void {
    for (const entry of this.#entries) if (entry.item.id === id && states.includes(entry.item.state)) work(entry)
  }

  #pump(): void {
    let free = FILES_AT_ONCE - this.#entries.filter(({ item }) => RUNNING.includes(item.state)).length
    for (const entry of this.#entries) {
      if (free <= 0) break
      if (entry.item.state !== 'waiting') continue
      free -= 1
      entry.touched = true
      this.#set(entry, { state: 'sending' })
      void this.#run(entry)
    }
    this.#tell(true)
  }

  async #run(entry: Entry): Promise<void> {
    const { signal } = entry.stop
    const mine = () => !signal.aborted
    try {
      await uploadFile({
        wire: this.#wire,
        base: this.#base,
        file: entry.file,
        recordId: entry.recordId,
        resume: entry.begun,
        slot: (work) => this.#slot(work),
        signal,
        watch: {
          onBegun: (recordId) => mine() && this.#begun(entry, recordId),
          onSent: (sent) => mine() && this.#progress(entry, sent),
          onAway: (message) => mine() && this.#set(entry, { state: 'away', message }),
          onFinishing: () => mine() && this.#set(entry, { state: 'finishing', secondsLeft: null }),
        },
      })
      if (!mine()) return
      this.#memory.forget(entry.recordId)
      this.#set(entry, { state: 'done', sent: entry.item.size, secondsLeft: null })
      this.#onDone()
    } catch (error) {
      if (!mine()) return
      entry.stop.abort()
      this.#set(entry, { state: 'failed', secondsLeft: null, message: error instanceof Error ? error.message : '' })
    }
    this.#pump()
  }

  #begun(entry: Entry, recordId: string): void {
    if (recordId !== entry.recordId) this.#memory.forget(entry.recordId)
    entry.recordId = recordId
    entry.begun = true
    entry.before = -1
    this.#memory.keep(recordId, entry.file)
  }

  async #slot<T>(work: () => Promise<T>): Promise<T> {
    if (this.#slots === 0) {
      await new Promise<void>((resolve) => {
        this.#queue.push(resolve)
      })
    } else this.#slots -= 1
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      if (next) next()
      else this.#slots += 1
    }
  }

  #progress(entry: Entry, sent: number): void {
    const now = this.#wire.now()
    if (entry.before < 0) entry.before = sent
    entry.rate.add(sent, now)
    const state = entry.item.state === 'away' && sent > entry.item.sent ? 'sending' : entry.item.state
    entry.item = { ...entry.item, state, sent, secondsLeft: entry.rate.secondsFor(entry.item.size - sent) }
    this.#tell(false)
  }

  #set(entry: Entry, change: Partial<UploadItem>): void {
    if (change.state === 'paused' || change.state === 'away') entry.rate.rest()
    entry.item = { ...entry.item, ...change }
    this.#tell(true)
  }

  /** Tells the screen: at once when a state has changed, a few times a second while bytes flow. */
  #tell(atOnce: boolean): void {
    const now = this.#wire.now()
    if (!atOnce && now - this.#told < TELL_EVERY_MS) return
    this.#told = now
    const items = this.#entries.map(({ item }) => item)
    const counted = items.filter(({ state }) => state !== 'refused' && state !== 'failed')
    const sum = (of: 'sent' | 'size') => counted.reduce((total, item) => total + item[of], 0)
    const active = items.some(({ state }) => UNDER_WAY.includes(state))
    const [sent, size] = [sum('sent'), sum('size')]
    if (active)
      this.#rate.add(
        this.#entries.reduce((total, { item, before }) => total + item.sent - before, 0),
        now,
      )
    else this.#rate.rest()
    const unfinished = this.#unfinished
    this.#snapshot = {
      items,
      sent,
      size,
      active,
      unfinished,
      secondsLeft: active ? this.#rate.secondsFor(size - sent) : null,
    }
    for (const listener of this.#listeners) listener()
  }
}
