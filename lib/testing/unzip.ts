import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

/** What a zip holds, by path; each byte as one letter. */
export async function unzip(zip: Buffer): Promise<Record<string, string>> {
  const file = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(zip, { lazyEntries: true })
  const found: Record<string, string> = {}
  const read = promisify(file.openReadStream.bind(file)) as (entry: yauzl.Entry) => Promise<NodeJS.ReadableStream>
  return new Promise((resolve, reject) => {
    file.on('entry', (entry: yauzl.Entry) => {
      read(entry)
        .then(buffer)
        .then((bytes) => {
          found[entry.fileName] = bytes.toString('latin1')
          file.readEntry()
        }, reject)
    })
    file.on('end', () => resolve(found))
    file.on('error', reject)
    file.readEntry()
  })
}
