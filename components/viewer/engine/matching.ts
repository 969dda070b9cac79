// Which slice of another series lies where this one lies. Pure.

type Point = readonly [number, number, number]

/** Where a slice lies: millimetres in the frame of reference of the scanner. */
export type Plane = { frame: string; position: Point; normal: Point }

/** Slices that lie further apart than this are no match; as thick as the thickest slices of a routine CT. */
const FAR_MM = 15
/** Planes that are tilted against each other by more than some 10 degrees show other things. */
const PARALLEL = 0.985

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** The plane of DICOM's position and orientation; null when either is missing. */
export function planeOf(frame: string | undefined, position: unknown, orientation: unknown): Plane | null {
  const [at, axes] = [numbers(position, 3), numbers(orientation, 6)]
  if (!frame || !at || !axes) return null
  const [a, b, c, d, e, f] = axes as [number, number, number, number, number, number]
  return { frame, position: at as unknown as Point, normal: [b * f - c * e, c * d - a * f, a * e - b * d] }
}

const numbers = (value: unknown, count: number): number[] | null => {
  const list =
    Array.isArray(value) || ArrayBuffer.isView(value) ? [...(value as ArrayLike<number> & Iterable<number>)] : []
  return list.length === count && list.every((one) => Number.isFinite(one)) ? list : null
}

/** The place of the nearest parallel slice among others, or null when none lies near. */
export function matchingSlice(here: Plane | null, others: readonly (Plane | null)[]): number | null {
  if (!here) return null
  let best: { at: number; mm: number } | null = null
  for (const [at, other] of others.entries()) {
    if (!other || other.frame !== here.frame || Math.abs(dot(other.normal, here.normal)) < PARALLEL) continue
    const mm = Math.abs(dot(other.position, here.normal) - dot(here.position, here.normal))
    if (mm <= FAR_MM && (!best || mm < best.mm)) best = { at, mm }
  }
  return best?.at ?? null
}
