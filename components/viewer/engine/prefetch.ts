import { imageLoader } from '@cornerstonejs/core'

/** Fewer than the connections that a browser opens to one place: the image that somebody waits for finds one free. */
const AT_ONCE = 4

type Watch = {
  /** Where somebody is looking: what lies nearest comes first. */
  position: () => number
  onSettled: (at: number, error: unknown) => void
  signal: AbortSignal
}

/** Reads and decodes all images of a stack, the nearest first. One that fails stops no other. */
export async function prefetch(imageIds: readonly string[], most: number, watch: Watch): Promise<void> {
  const waiting = new Set(imageIds.keys())
  const next = () => {
    const here = watch.position()
    let best: number | undefined
    for (const at of waiting) if (best === undefined || Math.abs(at - here) < Math.abs(best - here)) best = at
    return best
  }
  let begun = 0
  const lane = async () => {
    for (let at = next(); at !== undefined && begun < most && !watch.signal.aborted; at = next()) {
      begun += 1
      waiting.delete(at)
      try {
        await imageLoader.loadAndCacheImage(imageIds[at] ?? '')
        if (!watch.signal.aborted) watch.onSettled(at, null)
      } catch (error) {
        if (!watch.signal.aborted) watch.onSettled(at, error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
