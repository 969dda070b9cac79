import { imageLoader, type Types } from '@cornerstonejs/core'
import { SeriesClosed } from '../images.ts'
import { failureWords } from './failure.ts'

type Watch = { onSettled: (at: number, words: string | null) => void; signal: AbortSignal }

/**
 * Draws the first image of a stack that can be drawn; the library needs one to begin with. Those before it are told as failed.
 * @throws SeriesClosed when access has ended meanwhile
 */
export async function drawFirst(
  view: Types.IStackViewport,
  ids: string[],
  candidates: readonly number[],
  { onSettled, signal }: Watch,
): Promise<void> {
  for (const at of candidates) {
    try {
      await imageLoader.loadAndCacheImage(ids[at] ?? '')
    } catch (error) {
      const words = failureWords(error)
      if (signal.aborted) return
      if (words === new SeriesClosed().message) throw new SeriesClosed()
      onSettled(at, words)
      continue
    }
    if (signal.aborted) return
    await view.setStack(ids, at)
    view.resetCamera()
    view.render()
    onSettled(at, null)
    return
  }
}
