import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type LocalS3, startS3 } from '#local/s3/server.ts'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { beginRecord } from '#lib/case/records/begin.ts'
import { checkRecord } from '#lib/case/records/check/job.ts'
import { findUpload } from '#lib/case/records/upload-commands.ts'
import { completeUpload, openUpload, type UploadTicket } from '#lib/case/records/uploads.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { storage } from '#lib/gateways/storage.ts'
import { partLength } from '#lib/case/records/rules.ts'
import { useDatabase } from './database.ts'
import { member, organization, person, type TestOrg } from './world.ts'

// Uploads for tests: over a real object store on this machine, through the verbs that the routes call.

const SECRET = 'a-made-up-secret-for-tests'

/** Starts an object store for this test file and points `env()` at it; call it at the top of the file. */
export function useObjectStore(): { url: () => string; outage: (on: boolean) => Promise<void> } {
  let server: LocalS3 | undefined
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'conferral-records-'))
    const keys = { accessKeyId: 'tests', secretAccessKey: SECRET, region: 'local' }
    server = await startS3({ dataDir: folder, port: 0, buckets: ['conferral-tests'], corsOrigins: [], ...keys })
    process.env.S3_ENDPOINT = server.url
    process.env.S3_SECRET_ACCESS_KEY = SECRET
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const url = () => server?.url ?? ''
  return {
    url,
    async outage(on) {
      await fetch(`${url()}/_local/outage`, { method: 'POST', body: JSON.stringify({ on }) })
    },
  }
}

type Unit = { db: Db; actor: Participant; access: CaseAccess }

/** Work on a case as this actor, judged as a route judges it. */
export const onCaseAs =
  (actor: Participant, caseId: string, can: CaseAction = 'records.add') =>
  <T>(work: (unit: Unit) => Promise<T>): Promise<T> =>
    asActor(actor, async (db) => {
      const access = await loadCase(db, actor, caseId)
      access.require(can)
      return work({ db, actor, access })
    })

export type TestFile = { name: string; bytes: Uint8Array; type?: string }

export async function beginUpload(actor: Participant, caseId: string, file: TestFile): Promise<UploadTicket> {
  const again = onCaseAs(actor, caseId)
  const input = { name: file.name, size: file.bytes.byteLength, type: file.type ?? '' }
  const upload = await again(({ db, access }) => beginRecord(db, actor, access, input))
  return openUpload(upload, again)
}

/** Puts the parts that the ticket has links for. */
export async function putParts({ links, size, partSize }: UploadTicket, bytes: Uint8Array): Promise<void> {
  for (const [n, url] of Object.entries(links)) {
    const start = (Number(n) - 1) * partSize
    const body = Buffer.from(bytes.subarray(start, start + partLength(size, partSize, Number(n))))
    const answer = await fetch(url, { method: 'PUT', body })
    if (!answer.ok) throw new Error(`part ${n}: ${answer.status} ${await answer.text()}`)
  }
}

export async function finishUpload(actor: Participant, caseId: string, recordId: string): Promise<{ status: string }> {
  const again = onCaseAs(actor, caseId)
  return completeUpload(await again(({ db, access }) => findUpload(db, access, recordId)), again)
}

/** The whole way of a file of up to four parts, its check included. @returns the record's id */
export async function uploadRecord(actor: Participant, caseId: string, file: TestFile): Promise<string> {
  const ticket = await beginUpload(actor, caseId, file)
  await putParts(ticket, file.bytes)
  await finishUpload(actor, caseId, ticket.recordId)
  await checkRecord({ caseId, recordId: ticket.recordId })
  return ticket.recordId
}

export const storedSize = async (objectKey: string): Promise<number | null> =>
  (await storage().head(objectKey))?.size ?? null

export type Parties = {
  owner: PersonActor
  stranger: PersonActor
  vet: PersonActor
  specialist: PersonActor
  rival: PersonActor
  hospital: TestOrg
  practice: TestOrg
}

/** An owner, a practice's vet and a hospital's specialist, and two people who are on no case of theirs. */
export async function parties(): Promise<Parties> {
  const [owner, stranger] = [await person('Ana Ruiz'), await person('Eve Other')]
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Northgate'),
    await organization('PRACTICE', 'Riverside'),
  ]
  return {
    owner,
    stranger,
    hospital,
    practice,
    vet: await member(practice, 'VET', 'Dr Mazur'),
    specialist: await member(hospital, 'SPECIALIST', 'Helena Lindqvist'),
    rival: await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN'),
  }
}

/** A record's row as the tables' owner sees it. */
export async function recordRow(recordId: string): Promise<Record<string, unknown>> {
  const { rows } = await useDatabase().owner.query('select * from "Record" where id = $1', [recordId])
  return rows[0]
}

export async function recordCount(caseId: string): Promise<number> {
  const { rows } = await useDatabase().owner.query('select "recordCount" as n from "Case" where id = $1', [caseId])
  return rows[0].n
}

export async function caseEvents(caseId: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const sql = 'select type, data from "CaseEvent" where "caseId" = $1 order by seq'
  return (await useDatabase().owner.query(sql, [caseId])).rows
}
