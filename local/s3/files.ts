import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

const TEMPORARY = '.tmp'

/** Writes JSON so that after a crash the file holds either what was there before or all of the new. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}${TEMPORARY}`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(JSON.stringify(value))
    await handle.datasync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
}

export async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T
}

/** Names in a folder, after removing what a crash left half written; empty if there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const [temporary, whole] = [
    names.filter((name) => name.endsWith(TEMPORARY)),
    names.filter((name) => !name.endsWith(TEMPORARY)),
  ]
  for (const name of temporary) await rm(path.join(folder, name), { force: true })
  return whole
}
