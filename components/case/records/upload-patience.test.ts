import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenTo } from './upload-patience.ts'

describe('an attempt that is listened to', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** An attempt that only ends when it is stopped. */
  function hanging() {
    const quiet = vi.fn()
    const stop = new AbortController()
    let heard = () => {}
    const attempt = listenTo(
      (tell, signal) => {
        heard = tell
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')))
        })
      },
      stop.signal,
      quiet,
    )
    const ended = attempt.then(
      () => 'done',
      (error: Error) => error.message,
    )
    return { quiet, stop, heard: () => heard(), ended }
  }

  it('says that nothing is heard, and stops after a minute of silence', async () => {
    const { quiet, ended } = hanging()
    await vi.advanceTimersByTimeAsync(5900)
    expect(quiet).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(quiet).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(54_000)
    await expect(ended).resolves.toBe('stopped')
  })

  it('is patient as long as something is heard', async () => {
    const { quiet, heard, stop, ended } = hanging()
    for (let second = 0; second < 120; second += 5) {
      await vi.advanceTimersByTimeAsync(5000)
      heard()
    }
    expect(quiet).not.toHaveBeenCalled()
    stop.abort()
    await expect(ended).resolves.toBe('stopped')
  })

  it('leaves nothing running after its end', async () => {
    const quiet = vi.fn()
    await expect(listenTo(async () => 7, new AbortController().signal, quiet)).resolves.toBe(7)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(quiet).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})
