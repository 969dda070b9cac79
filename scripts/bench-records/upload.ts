import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { BUCKET, REGION } from '#local/supervisor/environment.ts'
import { loadSecrets } from '#local/supervisor/secrets.ts'
import { createStorage, type Storage } from '#lib/gateways/storage.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { usage } from '../bench/measure.ts'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { product, type Product } from './product.ts'
import { type BenchRow, middle } from './row.ts'

// One gibibyte through the product's own page in a browser, beside four curls that put the same bytes to the same store.

const MIB = 1024 * 1024
const SIZE = 1024 * MIB
const CURLS = 4
const ROUNDS = 3
const run = promisify(execFile)

export async function rows(): Promise<BenchRow[]> {
  const running = await product()
  const files = await writeFiles(running.folder)
  const curls: number[] = []
  const browsers: Uploaded[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    curls.push(await byCurl(running, files.quarters))
    browsers.push(await byBrowser(running, files.whole))
  }
  const [floor, value] = [middle(curls), middle(browsers.map(({ perSecond }) => perSecond))]
  const grown = Math.max(...browsers.map(({ webGrownMiB }) => webGrownMiB))
  return [
    {
      ...{ name: 'upload of 1 GiB by browser', value, unit: 'MiB/s', against: 'four parallel curl PUTs', floor },
      ...{ ratio: value / floor, goal: 'at least 0.8' },
    },
    {
      ...{ name: 'web process grows meanwhile', value: grown, unit: 'MiB', against: '64 MiB', floor: 64 },
      ...{ ratio: grown / 64, goal: 'below 1' },
    },
  ]
}

async function writeFiles(folder: string): Promise<{ whole: string; quarters: string[] }> {
  const [whole, quarters] = [path.join(folder, 'scan.bin'), [0, 1, 2, 3].map((n) => path.join(folder, `part-${n}.bin`))]
  const all = createWriteStream(whole)
  const parts = quarters.map((file) => createWriteStream(file))
  const piece = randomBytes(16 * MIB)
  for (let at = 0; at < SIZE; at += piece.length) {
    // Each piece differs, so that no store and no disk can fold them into one.
    piece.writeDoubleLE(at, 0)
    for (const out of [all, parts[Math.floor((at / SIZE) * CURLS)]])
      await new Promise<void>((resolve, reject) => {
        out?.write(Buffer.from(piece), (error) => (error ? reject(error) : resolve()))
      })
  }
  await Promise.all(
    [all, ...parts].map(
      (out) =>
        new Promise<void>((resolve) => {
          out.end(() => resolve())
        }),
    ),
  )
  return { whole, quarters }
}

/** The store as the product reaches it. */
export function storeOf({ folder, s3 }: Product): Storage {
  const secrets = loadSecrets(path.join(folder, 'data'))
  return createStorage({
    ...{ endpoint: s3, region: REGION, bucket: BUCKET, forcePathStyle: true },
    ...{ accessKeyId: secrets.s3AccessKey, secretAccessKey: secrets.s3SecretKey },
  })
}

/** @returns MiB a second */
async function byCurl(running: Product, files: readonly string[]): Promise<number> {
  const store = storeOf(running)
  const key = `bench/${randomUUID()}`
  const uploadId = await store.createUpload(key, 'application/octet-stream')
  const links = await Promise.all(files.map((_, at) => store.signPart(key, uploadId, at + 1, SIZE / CURLS)))
  const from = performance.now()
  await Promise.all(files.map((file, at) => run('curl', ['-sS', '--fail', '-T', file, links[at] ?? ''])))
  await store.completeUpload(key, uploadId, await store.listParts(key, uploadId))
  const seconds = (performance.now() - from) / 1000
  await store.remove(key)
  return SIZE / MIB / seconds
}

type Uploaded = { perSecond: number; webGrownMiB: number }

async function byBrowser(running: Product, file: string): Promise<Uploaded> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate')]
  const { id } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  const executablePath = findChromium()
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: chromiumArgs })
  try {
    const context = await browser.newContext({ baseURL: running.web })
    await context.addCookies([{ name: 'next-auth.session-token', value: owner.sessionId, url: running.web }])
    const page = await context.newPage()
    await page.goto(`/cases/${id}/records`)
    await page.waitForLoadState('networkidle')
    const before = usage(running.pid).webMiB
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, usage(running.pid).webMiB)
    }, 200)
    const from = performance.now()
    await page.getByLabel('Choose files').setInputFiles(file)
    await page.getByText('1 of 1 file added').waitFor({ timeout: 180_000 })
    const seconds = (performance.now() - from) / 1000
    clearInterval(watch)
    return { perSecond: SIZE / MIB / seconds, webGrownMiB: most - before }
  } finally {
    await browser.close()
  }
}
