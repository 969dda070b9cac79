import { useEffect } from 'react'
import { bringBack, keepMeasured, onMeasured } from './engine/measurements.ts'
import type { Pane } from './engine/pane.ts'
import { SeriesClosed } from './images.ts'
import type { ViewerProps } from './props.ts'
import { listed } from './words.ts'

/** What follows another pane does not lead it at the same time. */
const LEAD_MS = 150

/** Access that ends closes what is shown: told by the page, which is read again, or by a link that is not renewed. */
export function useEnds(panes: readonly Pane[], { images, imaging }: ViewerProps): void {
  useEffect(() => {
    const close = (seriesId: string) => {
      images.drop(seriesId)
      for (const pane of panes) if (pane.snapshot().series?.id === seriesId) pane.close(new SeriesClosed().message)
    }
    const there = new Set(listed(imaging).map(({ series }) => series.id))
    for (const pane of panes) {
      const { series, phase } = pane.snapshot()
      if (series && phase !== 'CLOSED' && !there.has(series.id)) close(series.id)
    }
    return images.onClosed(close)
  }, [panes, images, imaging])
}

/** Two panes scroll together: to where the other lies, or as far as it has gone. */
export function useLinkedScrolling([one, two]: readonly [Pane, Pane], linked: boolean): void {
  useEffect(() => {
    if (!linked) return undefined
    let leader: Pane | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const lead = (pane: Pane, other: Pane) => {
      let before = pane.snapshot().position
      return pane.moved.on(() => {
        const { position } = pane.snapshot()
        const steps = position - before
        before = position
        if (leader && leader !== pane) return
        leader = pane
        clearTimeout(timer)
        timer = setTimeout(() => {
          leader = null
        }, LEAD_MS)
        other.follow(pane.plane(), steps)
      })
    }
    const ends = [lead(one, two), lead(two, one)]
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [one, two, linked])
}

/** Measurements come back when a series is in, and are kept after each change. */
export function useKeptMeasurements(panes: readonly Pane[], reader: string): void {
  useEffect(() => {
    const ends = panes.map((pane) => {
      const stopFilled = pane.filled.on(() => {
        const { series } = pane.snapshot()
        if (series && pane.view) bringBack(reader, series.id, pane.view.element, pane.imageIds)
        pane.change((view) => view.render())
      })
      const stopMeasured = onMeasured(() => {
        const { series, filled } = pane.snapshot()
        // Before all is in, what was kept has not come back yet, and would be lost.
        if (series && filled) keepMeasured(reader, series.id, pane.imageIds)
      })
      return () => {
        stopFilled()
        stopMeasured()
      }
    })
    return () => {
      for (const end of ends) end()
    }
  }, [panes, reader])
}
