// Which side of the animal lies at which edge of the screen. Pure.

type Vector = readonly [number, number, number]
export type Edges = { top: string; right: string; bottom: string; left: string }

// DICOM's axes (PS3.3, C.7.6.2.1.1 and C.7.6.1.1.1): for what stands on two legs, and, where the file says so, on four.
const BIPED = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
] as const
const QUADRUPED = [
  ['Le', 'Rt'],
  ['D', 'V'],
  ['Cr', 'Cd'],
] as const

/** What lies under this share of a direction is not named. */
const LEAST = 0.25

/** @param up and normal of the screen, as directions in the scanner's frame; the normal points to whoever looks */
export function edgesOf(up: Vector, normal: Vector, quadruped: boolean): Edges {
  const [a, b, c] = up
  const [d, e, f] = normal
  const right: Vector = [b * f - c * e, c * d - a * f, a * e - b * d]
  const letters = (direction: Vector) => lettersOf(direction, quadruped ? QUADRUPED : BIPED)
  const against = ([x, y, z]: Vector): Vector => [-x, -y, -z]
  return { top: letters(up), bottom: letters(against(up)), right: letters(right), left: letters(against(right)) }
}

/** The strongest side first: "A", "AR". */
function lettersOf(direction: Vector, axes: typeof BIPED | typeof QUADRUPED): string {
  return direction
    .map((share, axis) => ({ share: Math.abs(share), letter: axes[axis]?.[share > 0 ? 0 : 1] ?? '' }))
    .filter(({ share }) => share > LEAST)
    .toSorted((one, other) => other.share - one.share)
    .slice(0, 2)
    .map(({ letter }) => letter)
    .join('')
}
