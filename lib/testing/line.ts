import { once } from 'node:events'
import net from 'node:net'
import { isPortFree } from '#local/supervisor/ports.ts'

type Call = { caller: net.Socket; part: net.Socket | null }

/**
 * A line between the product and one of its parts, which a test cuts and mends. `refuse` is a part that has ended: open
 * calls are reset, new ones find nobody. `hang` is a part that is stuck: calls are taken, bytes swallowed, and nothing is
 * said until it goes on with all that had been sent to it.
 */
export class Line {
  readonly port: number
  readonly #target: number
  readonly #server: net.Server
  readonly #calls = new Set<Call>()
  readonly #forsaken = new Set<Call>()
  #hanging = false

  private constructor(port: number, target: number) {
    this.port = port
    this.#target = target
    // Half-open as between any two programs: a part may still answer a caller that has said all.
    this.#server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (caller) => this.#take(caller))
  }

  static async to(target: number): Promise<Line> {
    const line = new Line(await quietPort(), target)
    await line.mend()
    return line
  }

  async refuse(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const { caller, part } of [...this.#calls, ...this.#forsaken]) {
      caller.resetAndDestroy()
      part?.destroy()
    }
    await closed
  }

  hang(): void {
    this.#hanging = true
    for (const { caller, part } of this.#calls) {
      caller.unpipe().pause()
      part?.unpipe().pause()
    }
  }

  /** Another takes the place of the part: it serves new calls, and those that were open never hear again. */
  replace(): void {
    this.hang()
    this.#hanging = false
    for (const call of this.#calls) this.#forsaken.add(call)
    this.#calls.clear()
  }

  /** Whatever was done to it, it works again. */
  async mend(): Promise<void> {
    if (this.#hanging) for (const call of this.#calls) this.#connect(call)
    this.#hanging = false
    if (this.#server.listening) return
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async end(): Promise<void> {
    if (this.#server.listening) await this.refuse()
  }

  #take(caller: net.Socket): void {
    const call: Call = { caller, part: null }
    this.#calls.add(call)
    caller.on('error', () => {}) // its end is what counts
    caller.on('close', () => {
      this.#calls.delete(call)
      this.#forsaken.delete(call)
      call.part?.destroy()
    })
    if (!this.#hanging) this.#connect(call)
  }

  #connect(call: Call): void {
    const { caller } = call
    if (!call.part) {
      const part = net.connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true })
      part.on('error', () => {})
      part.on('close', () => caller.destroy())
      call.part = part
    }
    caller.pipe(call.part)
    call.part.pipe(caller)
  }
}

/** A free port that the system does not give to anybody by itself: while a line is cut, nobody else may take its place. */
async function quietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isPortFree(port)) return port
  }
}
