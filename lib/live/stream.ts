import 'server-only'
import { heardAt } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { type CaseNotice, hub } from './hub.ts'

/** Between two looks whether the reader may still read; also keeps proxies from closing the line. Milliseconds. */
const HEARTBEAT = 20_000

/** `GONE`: the reader does not stand on the case any more. `SILENT`: they do, and do not hear of this event; else its mark. */
export type Look = 'GONE' | 'SILENT' | { heard: string | null }

/** A look as whoever the transaction's actor is: the second wall decides what is heard. */
export async function lookAs(db: Db, access: CaseAccess, side: Side, seq: number | null): Promise<Look> {
  if (access.side !== side) return 'GONE'
  if (seq === null) return { heard: null }
  const heard = await heardAt(db, access.row.id, seq)
  return heard === null ? 'SILENT' : { heard }
}

type Options = {
  caseId: string
  side: Side
  /** Asked before anything is said. @param seq place of the event to tell of; null: of nothing but the reader */
  look: (seq: number | null) => Promise<Look>
  /** Did something happen between the page's reading and this line's opening? */
  missed: () => Promise<boolean>
  signal: AbortSignal
}

/** Spares a look at what is not for this side at all; whether it is for this reader, the look says. */
const isFor = (side: Side, audience: string): boolean =>
  side === 'HOSPITAL' || audience === 'EVERYONE' || (side === 'PRACTICE' && audience === 'VETS')

/**
 * Server-sent events of one case: `change` when something happened that this side hears of, `gone` once the reader may not
 * read any more, and then the end. Carries no content: the page reads again, through its own checks, unless it knows of it.
 */
export function caseStream({ caseId, side, look, missed, signal }: Options): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let end = () => {}
  return new ReadableStream({
    start(controller) {
      let closed = false
      const send = (text: string) => !closed && controller.enqueue(encoder.encode(text))
      const check = async (seq: number | null = null): Promise<{ heard: string | null } | null> => {
        // What cannot be judged is not told, and not lost either: the line ends, and the browser opens it anew and asks what it
        // has missed.
        const seen = await look(seq).catch(() => end())
        if (seen === 'GONE' && !closed) {
          send('event: gone\ndata: {}\n\n')
          end()
        }
        return typeof seen === 'object' ? seen : null
      }
      const tell = async (notice: CaseNotice | null): Promise<void> => {
        if (notice && !isFor(side, notice.audience)) return
        const seen = await check(notice?.seq)
        if (!seen) return
        const told = { type: notice?.type ?? 'resync', ...(seen.heard && { heard: seen.heard }) }
        send(`event: change\ndata: ${JSON.stringify(told)}\n\n`)
      }
      // One after another, in the order of the chain.
      let told = Promise.resolve()
      const unsubscribe = hub().subscribe(caseId, (notice) => {
        told = told.then(() => tell(notice))
      })
      const beat = setInterval(async () => (await check()) && send(': still here\n\n'), HEARTBEAT)
      end = () => {
        if (closed) return
        closed = true
        clearInterval(beat)
        unsubscribe()
        controller.close()
      }
      signal.addEventListener('abort', () => end(), { once: true })
      send('retry: 2000\nevent: ready\ndata: {}\n\n')
      void hub()
        .ready()
        .then(missed)
        .then((late) => late && send('event: change\ndata: {"type":"missed"}\n\n'))
        .catch(() => end())
    },
    cancel: () => end(),
  })
}
