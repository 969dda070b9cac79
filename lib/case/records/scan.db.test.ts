import { once } from 'node:events'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  onCaseAs,
  parties,
  type Parties,
  recordRow,
  storedSize,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { lookAtRecord } from './commands.ts'

// What the scanner's word does to a record. clamd itself needs a signature database; this one knows a single word.

useObjectStore()
let people: Parties
let clamd: net.Server

/** Speaks clamd's INSTREAM: answers after the chunk of length zero. */
function listening(socket: net.Socket): void {
  let heard = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    heard = Buffer.concat([heard, data])
    if (heard.subarray(-4).equals(Buffer.alloc(4)))
      socket.end(heard.includes('WORM') ? 'stream: Test.Worm FOUND\0' : 'stream: OK\0')
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
