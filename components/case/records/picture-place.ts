export type Point = { x: number; y: number }

/** How a picture lies in its frame: moved from the middle in pixels, enlarged (1: as large as fits), turned by degrees. */
export type Placed = Point & { zoom: number; turn: number }

const MIDDLE: Point = { x: 0, y: 0 }
export const UPRIGHT: Placed = { x: 0, y: 0, zoom: 1, turn: 0 }
export const MOST_ZOOM = 12

/** Larger or smaller around a point, seen from the middle of the frame: what lies there stays there. Pure, as all here. */
export function zoomAt(placed: Placed, by: number, at: Point = MIDDLE): Placed {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, placed.zoom * by))
  if (zoom === 1) return { ...placed, x: 0, y: 0, zoom }
  const grown = zoom / placed.zoom
  return { ...placed, x: at.x - (at.x - placed.x) * grown, y: at.y - (at.y - placed.y) * grown, zoom }
}

/** A picture that fits stays in the middle. */
export const pushed = (placed: Placed, x: number, y: number): Placed =>
  placed.zoom === 1 ? placed : { ...placed, x: placed.x + x, y: placed.y + y }

export const turned = ({ turn }: Placed): Placed => ({ ...UPRIGHT, turn: turn - 90 })
