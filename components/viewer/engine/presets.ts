// Windows: which stored values become black and white. Pure.

/** Width and level (the middle), in the units of the image: Hounsfield units in CT. */
export type Window = { width: number; level: number }
export type Range = { lower: number; upper: number }
export type Preset = Window & { name: string }

// The widths and levels that CT consoles and textbooks of radiology give for these tissues, within a few units of each other.
const CT: readonly Preset[] = [
  { name: 'Soft tissue', width: 400, level: 40 },
  { name: 'Lung', width: 1500, level: -600 },
  { name: 'Bone', width: 2500, level: 480 },
  { name: 'Brain', width: 80, level: 40 },
  { name: 'Abdomen', width: 350, level: 50 },
]

/** As the file says; of DICOM's linear function, whose edges lie half a unit inwards. */
export const rangeOf = ({ width, level }: Window): Range => ({
  lower: level - 0.5 - (width - 1) / 2,
  upper: level - 0.5 + (width - 1) / 2,
})

export const windowOf = ({ lower, upper }: Range): Window => ({
  width: upper - lower + 1,
  level: (upper + lower + 1) / 2,
})

/**
 * What is offered for an image, in the order of the keys 1 to 9: the windows in the file itself first, with their own names
 * where it gives names, then those for its modality.
 */
export function presetsFor(
  modality: string | null,
  inFile: readonly (Window & { name?: string | undefined })[],
): Preset[] {
  const own = inFile
    .filter(({ width, level }) => Number.isFinite(level) && width > 0)
    .map(({ name, width, level }, at) => ({
      name: name?.trim() || (inFile.length > 1 ? `From the file, ${at + 1}` : 'From the file'),
      width,
      level,
    }))
  return [...own, ...(modality === 'CT' ? CT : [])].slice(0, 9)
}

/** Short for a label: whole numbers, or two digits that count where the range is small. */
export const shortNumber = (value: number): string =>
  Math.abs(value) >= 20 || Number.isInteger(value) ? String(Math.round(value)) : String(Number(value.toPrecision(2)))
