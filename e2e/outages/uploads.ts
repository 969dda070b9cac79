import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

type File = { name: string; mimeType: string; buffer: Buffer }

/** A file of three parts, of which all travel at once; on disk, for it is too big to be handed to a browser otherwise. */
export async function bigFile(): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-big-'))
  const file = path.join(folder, 'video of the cough.bin')
  await writeFile(file, Buffer.alloc(24 * 1024 * 1024, 7))
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Adds a file and waits until it has arrived. */
export async function addFile(page: Page, file: File): Promise<void> {
  await page.getByLabel('Choose files').setInputFiles(file)
  await expect(page.getByText('1 of 1 file sent')).toBeVisible()
}

/** Adds a file over a slow line and resolves in the middle of it. `full`: the line is slow no more. */
export async function startUpload(page: Page, file: string): Promise<{ full: () => Promise<unknown> }> {
  const line = await page.context().newCDPSession(page)
  const speed = (uploadThroughput: number) =>
    line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await speed(6_000_000)
  await page.getByLabel('Choose files').setInputFiles(file)
  await expect(page.getByText(/^([4-9]|1\d) MB of 25 MB/).first()).toBeVisible()
  return { full: () => speed(-1) }
}
