import { once } from 'node:events'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import {
  beginUpload,
  finishUpload,
  onCaseAs,
  parties,
  type Parties,
  putParts,
  recordRow,
  storedSize,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { lookAtRecord } from '../commands.ts'
import { listRecords } from '../queries.ts'
import { checkRecord } from './job.ts'

// What the scanner's word does to a record. clamd itself needs a signature database; this one knows a single word.

useObjectStore()
let people: Parties
let clamd: net.Server
/** What the scanner says to anything; null: it hangs up without a word. */
let answer: string | null = 'stream: OK'

/** Speaks clamd's INSTREAM: answers after the chunk of length zero. */
function listening(socket: net.Socket): void {
  let heard = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    heard = Buffer.concat([heard, data])
    if (!heard.subarray(-4).equals(Buffer.alloc(4))) return
    const word = heard.includes('WORM') ? 'stream: Test.Worm FOUND' : answer
    socket.end(word === null ? '' : `${word}\0`)
  })
}

beforeAll(async () => {
  clamd = net.createServer(listening).listen(0, '127.0.0.1')
  await once(clamd, 'listening')
  process.env.CLAMD_ADDRESS = `127.0.0.1:${(clamd.address() as AddressInfo).port}`
  people = await parties()
})
afterAll(() => {
  clamd.close()
  delete process.env.CLAMD_ADDRESS
})

it('a clean file is scanned; an infected one is refused by name, cannot be opened, and is thrown away', async () => {
  const { owner } = people
  const { id } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  const upload = (text: string) => uploadRecord(owner, id, { name: 'notes.txt', bytes: Buffer.from(text) })
  expect(await recordRow(await upload('Bright and alert'))).toMatchObject({ status: 'READY', scan: 'CLEAN' })
  const infected = await upload('WORM of the computer kind')
  const row = await recordRow(infected)
  expect(row).toMatchObject({
    status: 'REFUSED',
    scan: 'INFECTED',
    refusal: 'The virus scanner found something harmful in it (Test.Worm).',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(await storedSize(String(row.objectKey))).toBeNull()
  const look = onCaseAs(owner, id)(({ db, access }) => lookAtRecord(db, owner, access, infected, 'attachment'))
  await expect(look).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('a scanner that is away is waited for: the file stays in its check, the list says so, and afterwards it is scanned', async () => {
  const { owner } = people
  const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  const ticket = await beginUpload(owner, caseId, { name: 'notes.txt', bytes: Buffer.from('Bright and alert') })
  await putParts(ticket, Buffer.from('Bright and alert'))
  await finishUpload(owner, caseId, ticket.recordId)
  answer = null
  for (const tries of [0, 1, 40]) {
    await checkRecord({ caseId, recordId: ticket.recordId, tries })
    expect(await recordRow(ticket.recordId)).toMatchObject({ status: 'CHECKING', scan: 'WAITING' })
  }
  const view = await onCaseAs(owner, caseId)(({ db, access }) => listRecords(db, access, undefined))
  expect(view).toMatchObject({ checking: 1, waiting: 1, total: 0 })
  const sql = "select run_at - now() < interval '3 minutes' as soon from graphile_worker._private_jobs where key = $1"
  const { rows } = await useDatabase().owner.query(sql, [`record:${ticket.recordId}`])
  expect(rows).toEqual([{ soon: true }])
  answer = 'stream: OK'
  await checkRecord({ caseId, recordId: ticket.recordId, tries: 41 })
  expect(await recordRow(ticket.recordId)).toMatchObject({ status: 'READY', scan: 'CLEAN' })
})

it('a file larger than the scanner takes is added, and says that it was not scanned', async () => {
  const { owner } = people
  const { id } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  answer = 'INSTREAM size limit exceeded. ERROR'
  const recordId = await uploadRecord(owner, id, { name: 'notes.txt', bytes: Buffer.from('Long') })
  expect(await recordRow(recordId)).toMatchObject({ status: 'READY', scan: 'TOO_LARGE' })
  const view = await onCaseAs(owner, id)(({ db, access }) => listRecords(db, access, undefined))
  expect(view.groups[0]?.items[0]?.notes).toEqual(['not scanned: larger than the scanner takes'])
})
