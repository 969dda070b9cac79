// Whose turn it is. Small files travel together, so many are on their way at once; of large ones a few, which share the line.

/** So many things at a time; who comes later waits. */
export class Slots {
  #free: number
  readonly #queue: (() => void)[] = []

  constructor(most: number) {
    this.#free = most
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else
      await new Promise<void>((resolve) => {
        this.#queue.push(resolve)
      })
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}

/** A line that moves in order, so many at once. Who has left it meanwhile is passed over. */
export class Turns<T> {
  readonly #most: number
  readonly #waits: (one: T) => boolean
  #line: T[] = []
  #at = 0
  #running = 0

  constructor(most: number, waits: (one: T) => boolean) {
    this.#most = most
    this.#waits = waits
  }

  join(one: T): void {
    this.#line.push(one)
  }

  /** The next whose turn it is, or undefined; whoever takes it calls `leave` when it is over. */
  next(): T | undefined {
    if (this.#running >= this.#most) return undefined
    while (this.#at < this.#line.length) {
      const one = this.#line[this.#at++]
      if (one === undefined || !this.#waits(one)) continue
      this.#running += 1
      return one
    }
    this.#line = []
    this.#at = 0
    return undefined
  }

  leave(): void {
    this.#running -= 1
  }
}
