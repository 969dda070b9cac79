import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { readJson, writeJson } from './files.ts'

type Claim = { port: number; instance: string }

const claimFile = (dataDir: string) => path.join(dataDir, 'running.json')

async function answers({ port, instance }: Claim): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_local/health`, { signal: AbortSignal.timeout(2000) })
    const health = (await response.json()) as { instance?: unknown }
    return health.instance === instance
  } catch {
    return false
  }
}

/**
 * Refuses a data folder that another server uses, since two of them would remove each other's files. Asks that server
 * instead of looking at process ids, which are given out again.
 */
export async function checkUnclaimed(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const claim = await readJson<Claim>(claimFile(dataDir)).catch(() => undefined)
  if (claim && (await answers(claim)))
    throw new Error(`The S3 data folder ${dataDir} is in use by the server on port ${claim.port}`)
}

export const claimFolder = (dataDir: string, claim: Claim) => writeJson(claimFile(dataDir), claim)
export const releaseFolder = (dataDir: string) => rm(claimFile(dataDir), { force: true })
