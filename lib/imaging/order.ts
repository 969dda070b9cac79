import type { DicomFacts } from '#lib/files/dicom.ts'

// In which order the images of a series are scrolled, and which plane a slice lies in. Geometry as in DICOM PS3.3 C.7.6.2: the
// normal of a slice is the cross product of its row and column directions. Pure.

type Vector = readonly [number, number, number]

function normalOf(orientation: readonly number[] | null | undefined): Vector | null {
  if (orientation?.length !== 6) return null
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation
  const normal: Vector = [b * f - c * e, c * d - a * f, a * e - b * d]
  return Math.hypot(...normal) > 0.5 ? normal : null
}

const dot = (a: Vector, b: readonly number[]): number => a[0] * (b[0] ?? 0) + a[1] * (b[1] ?? 0) + a[2] * (b[2] ?? 0)

/** The body's axis that a slice lies across: X (sagittal), Y (coronal, dorsal), Z (axial, transverse); null without a place. */
export function planeOf(orientation: readonly number[] | null | undefined): 'X' | 'Y' | 'Z' | null {
  const normal = normalOf(orientation)
  if (!normal) return null
  const [x = 0, y = 0, z = 0] = normal.map(Math.abs)
  if (z >= x && z >= y) return 'Z'
  return y >= x ? 'Y' : 'X'
}

export type Ordered = Pick<DicomFacts, 'instanceNumber' | 'acquisitionTime' | 'position' | 'orientation'> & {
  id: string
}

/**
 * The images in the order of slices: by place along the normal where every one has a place of its own and all lie parallel, in
 * the direction in which they are numbered; else by number, then time. Any order in gives the same order out.
 */
export function sliceOrder<T extends Ordered>(images: readonly T[]): T[] {
  const numbered = images.toSorted(byNumber)
  const places = placesOf(numbered)
  if (!places) return numbered
  const placed = numbered.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
  const [first, last] = [placed[0]?.instanceNumber ?? 0, placed.at(-1)?.instanceNumber ?? 0]
  return first > last ? placed.toReversed() : placed
}

function byNumber(a: Ordered, b: Ordered): number {
  return (
    (a.instanceNumber ?? Infinity) - (b.instanceNumber ?? Infinity) ||
    compare(a.acquisitionTime ?? '', b.acquisitionTime ?? '') ||
    compare(a.id, b.id)
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Millimetres along the common normal by id; null unless all lie parallel and no two in one place (phases, echoes). */
function placesOf(images: readonly Ordered[]): Map<string, number> | null {
  const normal = normalOf(images[0]?.orientation)
  if (!normal) return null
  const places = new Map<string, number>()
  const taken = new Set<string>()
  for (const { id, orientation, position } of images) {
    const own = normalOf(orientation)
    if (!own || position?.length !== 3 || dot(own, normal) < 0.99) return null
    const place = dot(normal, position)
    taken.add(place.toFixed(2))
    places.set(id, place)
  }
  return taken.size === images.length ? places : null
}
