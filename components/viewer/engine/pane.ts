import { cache, Enums, type RenderingEngine, type Types, utilities } from '@cornerstonejs/core'
import type { SeriesView } from '#lib/case/records/imaging/view.ts'
import type { CaseImages } from '../images.ts'
import { SeriesClosed } from '../images.ts'
import { play } from './cine.ts'
import { failureWords } from './failure.ts'
import { drawFirst } from './first-image.ts'
import { matchingSlice, type Plane } from './matching.ts'
import { prefetch } from './prefetch.ts'
import type { Preset } from './presets.ts'
import { Signal } from './signal.ts'
import { type Slot, slotsOf } from './slots.ts'
import { NOTHING_OPEN, type PaneState } from './state.ts'
import { equip, unequip } from './tools.ts'
import * as look from './view.ts'

const { Events, ViewportType } = Enums

/** One place where a series is shown, with all that can be done to it. Screens read `snapshot` and are told by `subscribe`. */
export class Pane {
  readonly id: string
  readonly #images: CaseImages
  readonly #changed = new Signal()
  #engine: RenderingEngine | null = null
  #element: HTMLDivElement | null = null
  #state: PaneState = NOTHING_OPEN
  #slots: Slot[] = []
  #failures = new Map<number, string>()
  #settled = new Set<number>()
  #round = new AbortController()
  #stopCine: (() => void) | null = null
  /** Another image has come to be shown. */
  readonly moved = new Signal()
  /** All that is read ahead of a series is in. */
  readonly filled = new Signal()

  constructor(id: string, images: CaseImages) {
    this.id = id
    this.#images = images
  }

  readonly subscribe = this.#changed.on
  readonly snapshot = (): PaneState => this.#state

  /** Takes its place on the screen. Returns how it leaves it. */
  mount(engine: RenderingEngine, element: HTMLDivElement): () => void {
    this.#engine = engine
    this.#element = element
    this.#enable()
    const { IMAGE_RENDERED, STACK_NEW_IMAGE } = Events
    const rendered = () => this.#read()
    const moved = () => this.#moved()
    const noMenu = (event: Event) => event.preventDefault()
    element.addEventListener('contextmenu', noMenu)
    element.addEventListener(IMAGE_RENDERED, rendered)
    element.addEventListener(STACK_NEW_IMAGE, moved)
    element.addEventListener(Events.STACK_VIEWPORT_SCROLL, moved)
    const resize = new ResizeObserver(() => engine.resize(true, true))
    resize.observe(element)
    return () => {
      resize.disconnect()
      element.removeEventListener('contextmenu', noMenu)
      element.removeEventListener(IMAGE_RENDERED, rendered)
      element.removeEventListener(STACK_NEW_IMAGE, moved)
      element.removeEventListener(Events.STACK_VIEWPORT_SCROLL, moved)
      this.#end()
      this.#disable()
      this.#forget()
      this.#set(NOTHING_OPEN)
      this.#engine = null
    }
  }

  /** The library's own viewport, while there is one. */
  get view(): Types.IStackViewport | null {
    if (this.#state.phase !== 'OPEN' && this.#state.phase !== 'OPENING') return null
    return (this.#engine?.getViewport(this.id) as Types.IStackViewport | undefined) ?? null
  }

  /** The viewport once it holds this series: until one of its images can be drawn it holds the series before. */
  get #own(): Types.IStackViewport | null {
    const { view } = this
    const [first] = this.#slots
    return first && view?.getImageIds()[0] === first.imageId ? view : null
  }

  get slots(): readonly Slot[] {
    return this.#slots
  }

  get imageIds(): ReadonlySet<string> {
    return new Set(this.#slots.map(({ imageId }) => imageId))
  }

  /** Opens a series at its first image that can be shown; the others follow behind it. */
  async open(series: SeriesView): Promise<void> {
    this.#end()
    this.#slots = []
    const { signal } = this.#round
    this.#set({ ...NOTHING_OPEN, series, phase: 'OPENING' })
    try {
      const slots = slotsOf(await this.#images.open(series.id))
      if (signal.aborted) return
      await this.#begin(slots, signal)
    } catch (error) {
      if (signal.aborted) return
      const words = error instanceof Error ? error.message : failureWords(error)
      this.#set({ phase: error instanceof SeriesClosed ? 'CLOSED' : 'FAILED', words })
    }
  }

  async #begin(slots: Slot[], signal: AbortSignal): Promise<void> {
    this.#slots = slots
    if (slots.length === 0) throw new Error('There is no image in this series')
    for (const [at, { refused }] of slots.entries()) if (refused) this.#settle(at, refused)
    const first = Math.max(
      0,
      slots.findIndex(({ refused }) => !refused),
    )
    this.#set({ count: slots.length, position: first, ...this.#here(first) })
    const ids = slots.map(({ imageId }) => imageId)
    const view = this.view
    if (!view) return
    const onSettled = (at: number, words: string | null) => this.#settle(at, words)
    const candidates = [...ids.keys()].filter((at) => !this.#failures.has(at))
    await drawFirst(view, ids, candidates, { onSettled, signal })
    if (signal.aborted) return
    this.#set({ phase: 'OPEN', framesPerSecond: look.recordedSpeed(ids[first] ?? '') })
    await prefetch(ids, look.roomFor(view), {
      signal,
      position: () => this.#state.position,
      onSettled: (at, error) => this.#settle(at, error && failureWords(error)),
    })
    if (signal.aborted) return
    this.#set({ filled: true })
    this.filled.emit()
  }

  /** Shows the image in this place; what is shown stays until the next one is decoded. */
  goTo(position: number): void {
    const at = Math.min(this.#slots.length - 1, Math.max(0, Math.round(position)))
    if (!this.view || at < 0 || at === this.#state.position) return
    const view = this.#own
    if (!view) this.#set({ position: at, ...this.#here(at) })
    else utilities.scroll(view, { delta: at - view.getTargetImageIdIndex(), debounceLoading: true, loop: false })
  }

  goBy(steps: number): void {
    this.goTo(this.#state.position + steps)
  }

  /** Where the image lies that is shown. */
  plane(): Plane | null {
    return look.planeNow(this.#slots[this.#state.position]?.imageId)
  }

  /** Goes to where another series is looked at; otherwise as many steps as it has gone. */
  follow(plane: Plane | null, steps: number): void {
    const at = matchingSlice(
      plane,
      this.#slots.map(({ imageId }, place) => (this.#settled.has(place) ? look.planeNow(imageId) : null)),
    )
    this.goTo(at ?? this.#state.position + steps)
  }

  /** Does something to what is shown, if anything is. */
  change(work: (view: Types.IStackViewport) => void): void {
    const view = this.#own
    if (view?.getCornerstoneImage()) work(view)
    this.#read()
  }

  takePreset(preset: Preset | undefined): void {
    if (preset) this.change((view) => look.setWindow(view, preset))
  }

  /** As it was when it was opened, at the same place. The stack is set anew: it alone puts an inverted film right. */
  async reset(): Promise<void> {
    const view = this.#own
    if (!view) return
    await view.setStack(view.getImageIds(), this.#state.position)
    view.resetCamera()
    view.render()
  }

  setPlaying(playing: boolean): void {
    this.#stopCine?.()
    this.#stopCine = null
    if (playing && this.#slots.length > 1)
      this.#stopCine = play({ step: () => this.#step(), framesPerSecond: () => this.#state.framesPerSecond })
    this.#set({ playing: this.#stopCine !== null })
  }

  setSpeed(framesPerSecond: number): void {
    this.#set({ framesPerSecond: Math.min(60, Math.max(1, framesPerSecond)) })
  }

  #step(): boolean {
    const count = this.#slots.length
    for (let ahead = 1; ahead <= count; ahead += 1) {
      const at = (this.#state.position + ahead) % count
      if (this.#failures.has(at)) continue
      if (!cache.isLoaded(this.#slots[at]?.imageId ?? '')) {
        // Thrown out meanwhile to make room: it is read again, and waited for.
        this.goTo(at)
        return false
      }
      this.goTo(at)
      return true
    }
    return true
  }

  /** Ends what is shown and forgets its bytes: access has ended. */
  close(words: string): void {
    const { series } = this.#state
    this.#end()
    this.#forget()
    this.#disable()
    this.#enable()
    this.#set({ ...NOTHING_OPEN, series, phase: 'CLOSED', words })
  }

  /** Drops the bytes of the series, packed and decoded. */
  #forget(): void {
    for (const { imageId } of this.#slots)
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true })
    this.#slots = []
  }

  #enable(): void {
    if (!this.#engine || !this.#element) return
    const element = this.#element
    this.#engine.enableElement({
      viewportId: this.id,
      element,
      type: ViewportType.STACK,
      defaultOptions: { background: [0, 0, 0] },
    })
    equip(this.id, this.#engine.id)
  }

  #disable(): void {
    if (!this.#engine || this.#engine.hasBeenDestroyed) return
    unequip(this.id, this.#engine.id)
    this.#engine.disableElement(this.id)
  }

  #end(): void {
    this.#round.abort()
    this.#round = new AbortController()
    this.#stopCine?.()
    this.#stopCine = null
    this.#failures = new Map()
    this.#settled = new Set()
  }

  #settle(at: number, words: unknown): void {
    this.#settled.add(at)
    if (typeof words === 'string') this.#failures.set(at, words)
    this.#set({ settled: this.#settled.size, ...this.#here(this.#state.position) })
  }

  #here(at: number): Pick<PaneState, 'failure' | 'record'> {
    const slot = this.#slots[at]
    const words = this.#failures.get(at)
    return {
      record: slot ? { id: slot.recordId, name: slot.name, frame: slot.frame } : null,
      failure: slot && words !== undefined ? { recordId: slot.recordId, words } : null,
    }
  }

  #moved(): void {
    const position = this.#own?.getTargetImageIdIndex() ?? this.#state.position
    if (position === this.#state.position || !this.#slots[position]) return
    this.#set({ position, ...this.#here(position) })
    this.moved.emit()
  }

  #read(): void {
    const view = this.#own
    if (!view?.getCornerstoneImage()) return
    this.#set({
      window: look.windowNow(view),
      inverted: Boolean(view.getProperties().invert),
      scale: look.scaleOf(view),
      edges: look.edgesNow(view),
      measured: look.isMeasured(view),
      presets: look.presetsNow(view, this.#state.series?.modality ?? null),
    })
  }

  #set(change: Partial<PaneState>): void {
    const next = { ...this.#state, ...change }
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return
    this.#state = next
    this.#changed.emit()
  }
}
