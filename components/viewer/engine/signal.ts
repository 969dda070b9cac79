/** Something that happens now and then, for those who want to hear of it. */
export class Signal {
  readonly #listeners = new Set<() => void>()

  /** Returns how one stops to listen. */
  readonly on = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  emit(): void {
    for (const listener of this.#listeners) listener()
  }
}
