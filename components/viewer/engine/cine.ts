type Cine = {
  /** Shows the next picture; false while it is not there yet, so that none is left out. */
  step: () => boolean
  framesPerSecond: () => number
}

/** Plays until it is stopped by what it returns. Shown as fast as the screen goes, never faster than recorded. */
export function play({ step, framesPerSecond }: Cine): () => void {
  let due = performance.now()
  let handle = 0
  const tick = (now: number) => {
    handle = requestAnimationFrame(tick)
    if (now < due) return
    if (step()) due = Math.max(due + 1000 / framesPerSecond(), now)
  }
  handle = requestAnimationFrame(tick)
  return () => cancelAnimationFrame(handle)
}
