import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CollectionName, Collections, Records } from './types.ts'

const FORMAT = 'conferral-stripe-1'

interface Entry<K extends CollectionName = CollectionName> {
  in: K
  value: Collections[K]
}

type Maps = { [K in CollectionName]: Map<string, Collections[K]> }

function emptyMaps(): Maps {
  return {
    accounts: new Map(),
    applicationFees: new Map(),
    balanceTransactions: new Map(),
    charges: new Map(),
    deliveries: new Map(),
    events: new Map(),
    onboardingLinks: new Map(),
    paymentIntents: new Map(),
    purchases: new Map(),
    refunds: new Map(),
    replays: new Map(),
    sessions: new Map(),
    transfers: new Map(),
  }
}

/** Stripe forgets idempotency keys after a day. */
export const REPLAY_LIFETIME_MS = 24 * 60 * 60 * 1000

/**
 * All objects in memory, and on disk as a journal of one JSON line per change. `commit` writes the lines of
 * one request with a single append, before the request is answered, so that an answer is never forgotten.
 */
export class Store implements Records {
  private readonly file: string
  private readonly maps = emptyMaps()
  private unsaved: string[] = []

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true })
    this.file = path.join(dataDir, 'journal.ndjson')
    if (existsSync(this.file)) this.load()
    this.compact()
  }

  get<K extends CollectionName>(name: K, id: string): Collections[K] | undefined {
    return this.maps[name].get(id)
  }

  all<K extends CollectionName>(name: K): Collections[K][] {
    return [...this.maps[name].values()]
  }

  put<K extends CollectionName>(name: K, value: Collections[K]): Collections[K] {
    this.maps[name].set(value.id, value)
    this.unsaved.push(JSON.stringify({ in: name, value } satisfies Entry<K>))
    return value
  }

  commit(): void {
    if (this.unsaved.length === 0) return
    appendFileSync(this.file, this.unsaved.join('\n') + '\n')
    this.unsaved = []
  }

  private load(): void {
    const [format, ...lines] = readFileSync(this.file, 'utf8').split('\n')
    if (format !== FORMAT) throw new Error(`${this.file} was written by another version; delete it to begin anew`)
    // What follows the last newline is a line that was cut off; its request was never answered.
    for (const line of lines.slice(0, -1)) this.restore(JSON.parse(line))
  }

  private restore<K extends CollectionName>(entry: Entry<K>): void {
    this.maps[entry.in].set(entry.value.id, entry.value)
  }

  /** Writes the present state as a fresh journal, atomically, so that the file does not grow for ever. */
  private compact(): void {
    const lines = [FORMAT]
    const keep = <K extends CollectionName>(name: K) => {
      for (const value of this.maps[name].values()) lines.push(JSON.stringify({ in: name, value } satisfies Entry<K>))
    }
    for (const replay of this.all('replays')) {
      if (replay.at < Date.now() - REPLAY_LIFETIME_MS) this.maps.replays.delete(replay.id)
    }
    keep('accounts')
    keep('onboardingLinks')
    keep('sessions')
    keep('purchases')
    keep('paymentIntents')
    keep('charges')
    keep('balanceTransactions')
    keep('transfers')
    keep('applicationFees')
    keep('refunds')
    keep('events')
    keep('deliveries')
    keep('replays')
    const draft = `${this.file}.draft`
    writeFileSync(draft, lines.join('\n') + '\n', { mode: 0o600 })
    renameSync(draft, this.file)
  }
}
