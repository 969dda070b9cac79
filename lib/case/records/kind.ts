import type { RecordKind } from '#lib/db/generated/enums.ts'
import { type Family, kindOf, type Sniffed } from '#lib/files/sniff.ts'

const BY_ENDING: readonly (readonly [RegExp, Family])[] = [
  [/\.(dcm|dicom|ima)$/i, 'dicom'],
  [/\.pdf$/i, 'pdf'],
  [/\.(jpe?g|png|gif|webp|heic|heif|tiff?|bmp|avif)$/i, 'image'],
  [/\.(mp4|mov|m4v|avi|mkv|webm|3gp)$/i, 'video'],
  [/\.(docx?|odt|rtf|pages)$/i, 'document'],
  [/\.(xlsx?|ods|csv|tsv)$/i, 'table'],
  [/\.(txt|md)$/i, 'text'],
]

/** The kind that a file most likely is by its name and the type its browser gave, before its content is there. Pure. */
export function suggestedKind(name: string, declaredType: string): RecordKind {
  const family = BY_ENDING.find(([ending]) => ending.test(name))?.[1] ?? familyOf(declaredType)
  const guess: Sniffed = { mime: declaredType, extension: '', family }
  return kindOf(guess, name)
}

/** The kind of a new file: as its holder said, save where its ending shows images or a film. */
export const kindToBegin = (suggested: RecordKind, said: RecordKind | undefined): RecordKind =>
  said && suggested !== 'IMAGING' && suggested !== 'VIDEO' ? said : suggested

function familyOf(type: string): Family {
  if (type === 'application/dicom') return 'dicom'
  if (type === 'application/pdf') return 'pdf'
  const [top] = type.split('/')
  return top === 'image' || top === 'video' || top === 'audio' || top === 'text' ? top : 'unknown'
}
