import 'server-only'
import type { Side } from '#lib/db/generated/enums.ts'
import { hub } from './hub.ts'

/** Between two looks whether the reader may still read; also keeps proxies from closing the line. Milliseconds. */
const HEARTBEAT = 20_000

type Options = {
  caseId: string
  side: Side
  /** Does the reader still stand on the case? Asked before anything is said. */
  still: () => Promise<boolean>
  /** Did something happen between the page's reading and this line's opening? */
  missed: () => Promise<boolean>
  signal: AbortSignal
}

const hears = (side: Side, audience: string): boolean =>
  side === 'HOSPITAL' || audience === 'EVERYONE' || (side === 'PRACTICE' && audience === 'VETS')

/**
 * Server-sent events of one case: `change` when something happened that this side hears of, `gone` once the reader may not
 * read any more, and then the end. Carries no content: the page reads again, through its own checks.
 */
export function caseStream({ caseId, side, still, missed, signal }: Options): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let end = () => {}
  return new ReadableStream({
    start(controller) {
      let closed = false
      const send = (text: string) => !closed && controller.enqueue(encoder.encode(text))
      const check = async (): Promise<boolean> => {
        const ok = await still().catch(() => true)
        if (!ok && !closed) {
          send('event: gone\ndata: {}\n\n')
          end()
        }
        return ok
      }
      const unsubscribe = hub().subscribe(caseId, async (notice) => {
        if (notice && !hears(side, notice.audience)) return
        if (await check()) send(`event: change\ndata: ${JSON.stringify({ type: notice?.type ?? 'resync' })}\n\n`)
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
