import { S3Error } from './errors.ts'
import { ByteReader } from './reader.ts'

const LONGEST_LINE = 4096
const LARGEST_FIELD = 20 * 1024
const MOST_FIELDS = 100

/** The fields of an upload form by lower-case name, and the file that comes last, still to be read. */
export type UploadForm = {
  fields: Map<string, string>
  filename: string
  file: AsyncGenerator<Buffer>
  close(): Promise<void>
}

const malformed = (why: string) => new S3Error('MalformedPOSTRequest', why)

function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType)
  const boundary = match?.[1] ?? match?.[2]
  if (!boundary) throw malformed('The boundary is missing')
  return boundary
}

/** Reads the headers of one part: the name of the field, and what the browser calls the file. */
async function readPartHeader(reader: ByteReader): Promise<{ name: string; filename: string }> {
  const header = { name: '', filename: '' }
  for (;;) {
    const line = await reader.line(LONGEST_LINE)
    if (!line) return header
    const disposition = /^content-disposition:\s*form-data;(.*)$/i.exec(line)?.[1]
    if (disposition) {
      header.name = /(?:^|[;\s])name="([^"]*)"/i.exec(disposition)?.[1]?.toLowerCase() ?? ''
      header.filename = /[;\s]filename="([^"]*)"/i.exec(disposition)?.[1] ?? ''
    }
  }
}

/** Reads multipart/form-data up to the bytes of the field `file`. Throws MalformedPOSTRequest. */
export async function readForm(source: AsyncIterable<Buffer>, contentType: string): Promise<UploadForm> {
  const boundary = boundaryOf(contentType)
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const reader = new ByteReader(source)
  const fields = new Map<string, string>()
  try {
    if ((await reader.line(LONGEST_LINE)) !== `--${boundary}`) throw malformed('The form does not begin with a field')
    while (fields.size <= MOST_FIELDS) {
      const { name, filename } = await readPartHeader(reader)
      if (name === 'file') {
        const bare = filename.split(/[\\/]/).at(-1) ?? ''
        return { fields, filename: bare, file: reader.until(delimiter), close: () => reader.close() }
      }
      if (!name || fields.has(name)) throw malformed('A field has no name or comes twice')
      fields.set(name, await reader.textUntil(delimiter, LARGEST_FIELD))
      if (await reader.line(2)) throw malformed('The form has no file')
    }
    throw malformed('The form has too many fields')
  } catch (error) {
    await reader.close()
    throw error
  }
}
