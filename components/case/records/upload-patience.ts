// How long one attempt may be silent. A store that hangs takes bytes and says nothing, and no browser gives it up by itself.

/** From here on the screen says so. */
const QUIET_MS = 6000
/** A slow line still moves within this time. A store that comes back earlier goes on with what it had. */
const GIVE_UP_MS = 60_000

type Attempt<T> = (heard: () => void, signal: AbortSignal) => Promise<T>

/** Runs an attempt. `onQuiet` is called while nothing is heard of it; after long silence it is stopped. */
export async function listenTo<T>(attempt: Attempt<T>, signal: AbortSignal, onQuiet: () => void): Promise<T> {
  const silence = new AbortController()
  let timers: ReturnType<typeof setTimeout>[] = []
  const rest = () => timers.forEach((timer) => clearTimeout(timer))
  const heard = () => {
    rest()
    timers = [setTimeout(onQuiet, QUIET_MS), setTimeout(() => silence.abort(), GIVE_UP_MS)]
  }
  heard()
  try {
    return await attempt(heard, AbortSignal.any([signal, silence.signal]))
  } finally {
    rest()
  }
}
