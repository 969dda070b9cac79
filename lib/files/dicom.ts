import zlib from 'node:zlib'
import { convertBytes } from 'dicom-character-set'
import dicomParser from 'dicom-parser'
import type { DataSet } from 'dicom-parser'
import { dicomShape } from './dicom-shape.ts'
import { oneLine } from './name.ts'

/** How much of a file's start is enough for its facts. */
export const DICOM_HEAD_BYTES = 128 * 1024

/** What a DICOM file says of itself. Texts are one clean line; anything absent or malformed is null. */
export type DicomFacts = {
  modality: string | null
  bodyPart: string | null
  /** YYYY-MM-DD */
  studyDate: string | null
  description: string | null
  seriesDescription: string | null
  studyUid: string | null
  seriesUid: string | null
  instanceUid: string | null
  instanceNumber: number | null
  patientName: string | null
  responsiblePerson: string | null
  species: string | null
  breed: string | null
  rows: number | null
  columns: number | null
  /** 0 when the object holds no picture (reports, plans, waveforms, DICOMDIR). */
  frames: number
  transferSyntax: string | null
} & DicomPlace

/**
 * Where a file belongs among others, and what a viewer must know before it fetches it. Rows written before this was read lack
 * it, hence optional.
 */
export type DicomPlace = {
  patientId?: string | null
  /** UID of what kind of object it is: a CT slice, a report, the index of a disc. */
  sopClass?: string | null
  seriesNumber?: number | null
  /** HHMMSS.ffffff as written; orders what has neither place nor number. */
  acquisitionTime?: string | null
  /** The third word of Image Type says LOCALIZER of an overview picture. */
  localizer?: boolean
  /** Millimetres, of the first pixel's centre; three numbers. */
  position?: number[] | null
  /** Direction cosines of row and column; six numbers. */
  orientation?: number[] | null
  photometric?: string | null
  bitsAllocated?: number | null
  /** A colour table in segments, which few viewers read. */
  segmentedPalette?: boolean
}

const PIXEL_DATA = 'x7fe00010'
const INFLATE_LIMIT = 4 * 1024 * 1024

/** A cut-off stream yields what it has; a bomb stops at the limit. */
function inflateHead(bytes: Uint8Array): Buffer {
  try {
    return zlib.inflateRawSync(bytes, { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: INFLATE_LIMIT })
  } catch {
    return Buffer.alloc(0)
  }
}

const inflater = (bytes: Uint8Array, position: number) =>
  Buffer.concat([bytes.subarray(0, position), inflateHead(bytes.subarray(position))])

/** dicom-parser throws an object that holds what it had read so far: of a head, that is what we want. */
function partial(error: unknown): DataSet | null {
  const dataSet = (error as { dataSet?: DataSet } | null)?.dataSet
  return dataSet && typeof dataSet === 'object' ? dataSet : null
}

function parseFrom(bytes: Buffer, TransferSyntaxUID?: string): DataSet | null {
  try {
    return dicomParser.parseDicom(bytes, {
      untilTag: PIXEL_DATA,
      inflater,
      ...(TransferSyntaxUID && { TransferSyntaxUID }),
    })
  } catch (error) {
    return partial(error)
  }
}

function parse(head: Buffer): DataSet | null {
  const shape = dicomShape(head)
  if (!shape) return null
  if (shape.kind === 'BARE') return parseFrom(head, shape.transferSyntax)
  const preamble = Buffer.alloc(132)
  preamble.write('DICM', 128, 'latin1')
  const bytes = shape.kind === 'META_ONLY' ? Buffer.concat([preamble, head]) : head
  return parseFrom(bytes) ?? parseAfterMeta(bytes)
}

/** A meta group without transfer syntax: what follows it tells its own encoding. */
function parseAfterMeta(bytes: Buffer): DataSet | null {
  const { position } = dicomParser.readPart10Header(bytes) as DataSet & { position?: number }
  const rest = bytes.subarray(position ?? bytes.length)
  const shape = dicomShape(rest)
  return shape?.kind === 'BARE' ? parseFrom(rest, shape.transferSyntax) : null
}

/** The transfer syntax stands in the meta group, which a partial read does not carry. */
function transferSyntaxOf(head: Buffer): string | null {
  const shape = dicomShape(head)
  if (shape?.kind === 'BARE') return shape.transferSyntax
  const text = head.toString('latin1', 0, Math.min(head.length, 2_048))
  const at = text.indexOf('\x02\x00\x10\x00UI')
  if (at < 0 || at + 8 > head.length) return null
  const length = head.readUInt16LE(at + 6)
  return validUid(text.slice(at + 8, at + 8 + length))
}

function validUid(text: string | undefined): string | null {
  const uid = text?.replace(/\0.*$/s, '').trim() ?? ''
  return /^[0-9]+(\.[0-9]+)*$/.test(uid) && uid.length <= 64 ? uid : null
}

function reader(data: DataSet) {
  const bytesOf = (tag: string): Uint8Array | null => {
    const found = data.elements[tag]
    if (!found || found.length <= 0 || found.length > 10_240 || found.items) return null
    const bytes = data.byteArray.subarray(found.dataOffset, found.dataOffset + found.length)
    return new Uint8Array(bytes)
  }
  const ascii = (tag: string): string => Buffer.from(bytesOf(tag) ?? []).toString('latin1')
  const charset = ascii('x00080005').replaceAll('\0', '').trim()
  const text = (tag: string, vr: string): string | null => {
    const bytes = bytesOf(tag)
    if (!bytes) return null
    return oneLine(decode(charset, bytes, vr), 200) || null
  }
  const number = (tag: string): number | null => {
    try {
      return data.elements[tag]?.length === 2 ? (data.uint16(tag) ?? null) : null
    } catch {
      return null
    }
  }
  const integer = (tag: string): number | null => {
    const value = /^\s*\+?(\d{1,9})\s*(\\|$)/.exec(ascii(tag).replaceAll('\0', ''))?.[1]
    return value === undefined ? null : Number(value)
  }
  /** So many decimals, or null: half a position is none. */
  const decimals = (tag: string, count: number): number[] | null => {
    const values = ascii(tag).replaceAll('\0', '').split('\\').map(Number.parseFloat)
    return values.length === count && values.every((value) => Number.isFinite(value)) ? values : null
  }
  return {
    ascii,
    text,
    number,
    integer,
    decimals,
    uid: (tag: string) => validUid(ascii(tag)),
    has: (tag: string) => tag in data.elements,
  }
}

function decode(charset: string, bytes: Uint8Array, vr: string): string {
  try {
    return convertBytes(charset, bytes, { vr })
  } catch {
    // An unknown set or a broken escape: UTF-8 where it is valid, else Latin-1, rather than nothing.
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      return Buffer.from(bytes).toString('latin1')
    }
  }
}

/** "Yamada^Tarou=山田^太郎" becomes "Yamada Tarou (山田 太郎)". */
function personName(raw: string | null): string | null {
  const groups = (raw ?? '').split('=').map((group) => oneLine(group.replaceAll('^', ' '), 100))
  const [first, second] = groups.filter(Boolean)
  if (!first) return null
  return second ? `${first} (${second})` : first
}

function day(raw: string): string | null {
  const [, year = '', month = '', date = ''] = /^(\d{4})[.\-/]?(\d{2})[.\-/]?(\d{2})/.exec(raw.trim()) ?? []
  const value = `${year}-${month}-${date}`
  const parsed = new Date(`${value}T00:00:00Z`)
  const real = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value)
  return real && Number(year) >= 1900 ? value : null
}

const code = (raw: string) => /^[A-Z0-9_ ]{1,16}$/.exec(raw.replaceAll('\0', '').trim().toUpperCase())?.[0] ?? null

function facts(data: DataSet, head: Buffer): DicomFacts {
  const read = reader(data)
  const rows = read.number('x00280010')
  return {
    modality: code(read.ascii('x00080060')),
    bodyPart: code(read.ascii('x00180015')),
    studyDate: day(read.ascii('x00080020')) ?? day(read.ascii('x00080021')) ?? day(read.ascii('x00080023')),
    description: read.text('x00081030', 'LO'),
    seriesDescription: read.text('x0008103e', 'LO'),
    studyUid: read.uid('x0020000d'),
    seriesUid: read.uid('x0020000e'),
    instanceUid: read.uid('x00080018'),
    instanceNumber: read.integer('x00200013'),
    patientName: personName(read.text('x00100010', 'PN')),
    responsiblePerson: personName(read.text('x00102297', 'PN')),
    species: read.text('x00102201', 'LO'),
    breed: read.text('x00102292', 'LO'),
    rows,
    columns: read.number('x00280011'),
    frames: rows ? (read.integer('x00280008') ?? 1) : 0,
    transferSyntax: transferSyntaxOf(head),
    ...place(read),
  }
}

function place(read: ReturnType<typeof reader>): DicomPlace {
  return {
    patientId: read.text('x00100020', 'LO'),
    sopClass: read.uid('x00080016') ?? read.uid('x00020002'),
    seriesNumber: read.integer('x00200011'),
    acquisitionTime: /^[\d:.]{4,20}/.exec(read.ascii('x00080032').trim())?.[0] ?? null,
    localizer: code(read.ascii('x00080008').split('\\')[2] ?? '') === 'LOCALIZER',
    position: read.decimals('x00200032', 3),
    orientation: read.decimals('x00200037', 6),
    photometric: code(read.ascii('x00280004')),
    bitsAllocated: read.number('x00280100'),
    segmentedPalette: read.has('x00281221'),
  }
}

/**
 * The facts of a DICOM file from its first 128 KiB (more is ignored), with or without preamble, in any transfer syntax.
 * Null when it is not DICOM or holds nothing readable. Never throws.
 */
export function readDicom(bytes: Uint8Array): DicomFacts | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, DICOM_HEAD_BYTES))
  try {
    const data = parse(head)
    if (!data || Object.keys(data.elements).length === 0) return null
    return facts(data, head)
  } catch {
    return null
  }
}
