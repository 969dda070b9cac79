// How a series and a study read. Pure.

/** "HEAD_NECK" as a person writes it: "head neck". */
export const partWords = (code: string): string => code.toLowerCase().replaceAll('_', ' ').trim()

type Named = { modality: string | null; bodyPart: string | null; description: string | null }

/** A series in a few words: "CT chest", "US PLA", "images". */
export function seriesWords({ modality, bodyPart, description }: Named): string {
  const what = bodyPart ? partWords(bodyPart) : description
  return [modality, what].filter(Boolean).join(' ') || 'images'
}

/** "1 image", "28 images", "1 clip of 30 pictures", "3 clips and pictures, 95 in all". */
export function imagesWords({ images, frames }: { images: number; frames: number }): string {
  if (frames <= images) return images === 1 ? '1 image' : `${images} images`
  return images === 1 ? `1 clip of ${frames} pictures` : `${images} clips and images, ${frames} pictures in all`
}
