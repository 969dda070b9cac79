import { convertBytes } from 'dicom-character-set'
import type { DataSet } from 'dicom-parser'

// What a file says of itself, as lines that a person can read. Pure.

export type TagLine = {
  group: string
  name: string
  /** "(0010,0010)" */
  tag: string
  value: string
  /** Says who the animal or its people are. */
  personal: boolean
}

type Kind = 'text' | 'name' | 'date' | 'time' | 'number' | 'short' | 'uid'
type Known = [tag: string, name: string, kind: Kind]

const GROUPS: { group: string; personal?: true; tags: Known[] }[] = [
  {
    group: 'Animal and owner',
    personal: true,
    tags: [
      ['00100010', 'Patient’s name', 'name'],
      ['00100020', 'Patient ID', 'text'],
      ['00102201', 'Species', 'text'],
      ['00102292', 'Breed', 'text'],
      ['00100040', 'Sex', 'text'],
      ['00102203', 'Neutered', 'text'],
      ['00100030', 'Born', 'date'],
      ['00101010', 'Age', 'text'],
      ['00101030', 'Weight, kg', 'number'],
      ['00102297', 'Responsible person', 'name'],
      ['00102298', 'Their part', 'text'],
    ],
  },
  {
    group: 'Study',
    tags: [
      ['00081030', 'Study', 'text'],
      ['00080020', 'Study date', 'date'],
      ['00080030', 'Study time', 'time'],
      ['00080050', 'Accession number', 'text'],
      ['00080080', 'Institution', 'text'],
      ['00080090', 'Referring vet', 'name'],
      ['00081050', 'Performed by', 'name'],
    ],
  },
  {
    group: 'Series',
    tags: [
      ['00080060', 'Modality', 'text'],
      ['0008103e', 'Series', 'text'],
      ['00200011', 'Series number', 'number'],
      ['00180015', 'Body part', 'text'],
      ['00185100', 'Patient position', 'text'],
      ['00181030', 'Protocol', 'text'],
      ['00180010', 'Contrast medium', 'text'],
      ['00185101', 'View position', 'text'],
      ['00200060', 'Laterality', 'text'],
    ],
  },
  {
    group: 'Image',
    tags: [
      ['00200013', 'Image number', 'number'],
      ['00080008', 'Image type', 'text'],
      ['00280010', 'Rows', 'short'],
      ['00280011', 'Columns', 'short'],
      ['00280008', 'Frames', 'number'],
      ['00280030', 'Pixel spacing, mm', 'number'],
      ['00181164', 'Spacing at the detector, mm', 'number'],
      ['00180050', 'Slice thickness, mm', 'number'],
      ['00201041', 'Slice location, mm', 'number'],
      ['00200032', 'Position, mm', 'number'],
      ['00200037', 'Orientation', 'number'],
      ['00281050', 'Window level', 'number'],
      ['00281051', 'Window width', 'number'],
      ['00281052', 'Rescale intercept', 'number'],
      ['00281053', 'Rescale slope', 'number'],
      ['00280004', 'Colours', 'text'],
      ['00280101', 'Bits stored', 'short'],
      ['00282110', 'Lossy compression', 'text'],
    ],
  },
  {
    group: 'How it was made',
    tags: [
      ['00080070', 'Made by', 'text'],
      ['00081090', 'Model', 'text'],
      ['00180060', 'kV', 'number'],
      ['00181151', 'Tube current, mA', 'number'],
      ['00181152', 'Exposure, mAs', 'number'],
      ['00181150', 'Exposure time, ms', 'number'],
      ['00181210', 'Reconstruction kernel', 'text'],
      ['00180080', 'Repetition time, ms', 'number'],
      ['00180081', 'Echo time, ms', 'number'],
      ['00180087', 'Field strength, T', 'number'],
      ['00181063', 'Frame time, ms', 'number'],
      ['00020010', 'Transfer syntax', 'uid'],
      ['00080016', 'Kind of object', 'uid'],
      ['0020000d', 'Study UID', 'uid'],
      ['0020000e', 'Series UID', 'uid'],
      ['00080018', 'Image UID', 'uid'],
    ],
  },
]

/** The lines that this file has; what it leaves empty is left out. */
export function tagLines(file: DataSet): TagLine[] {
  return GROUPS.flatMap(({ group, personal = false, tags }) =>
    tags.flatMap(([tag, name, kind]) => {
      const value = readValue(file, `x${tag}`, kind)
      return value ? [{ group, name, tag: `(${tag.slice(0, 4)},${tag.slice(4)})`.toUpperCase(), value, personal }] : []
    }),
  )
}

/** The lines in which every word of the search is found: in name, tag or value. */
export function findTags(lines: readonly TagLine[], search: string): TagLine[] {
  const words = search.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  return lines.filter(({ name, tag, value }) => {
    const text = `${name} ${tag} ${tag.replaceAll(/\W/g, '')} ${value}`.toLocaleLowerCase('en')
    return words.every((word) => text.includes(word))
  })
}

function readValue(file: DataSet, tag: string, kind: Kind): string {
  const element = file.elements[tag]
  if (!element || element.length <= 0 || element.items) return ''
  if (kind === 'short') return String(file.uint16(tag) ?? '')
  const bytes = file.byteArray.subarray(element.dataOffset, element.dataOffset + Math.min(element.length, 1024))
  const text = decode(file.string('x00080005') ?? '', new Uint8Array(bytes), kind === 'name' ? 'PN' : 'LO')
  return SPOKEN[kind](clean(text)).slice(0, 300)
}

// Unprintable characters, and those that turn the direction of what follows.
const clean = (text: string): string =>
  text.replaceAll(/[\0-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ').trim()

const asIs = (text: string): string => text.replaceAll('\\', ', ')

const SPOKEN: Record<Kind, (text: string) => string> = {
  text: asIs,
  uid: asIs,
  short: asIs,
  number: (text) =>
    text
      .split('\\')
      .map((part) => part.trim())
      .join(' × '),
  name: (text) =>
    text
      .split('=')
      .map((part) => part.replaceAll('^', ' ').replaceAll(/\s+/g, ' ').trim())
      .filter(Boolean)
      .join(' · '),
  date: (text) => (/^\d{8}/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}` : text),
  time: (text) => (/^\d{4}/.test(text) ? `${text.slice(0, 2)}:${text.slice(2, 4)}` : text),
}

function decode(charset: string, bytes: Uint8Array, vr: string): string {
  try {
    return convertBytes(charset, bytes, { vr })
  } catch {
    // An unknown set: the letters that all sets share are better than none.
    return new TextDecoder('latin1').decode(bytes)
  }
}
