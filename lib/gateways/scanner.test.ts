import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { createScanner } from './scanner.ts'

// A server that speaks clamd's INSTREAM: it checks the frames and answers by what came.
type Behaviour = { limit?: number; silent?: boolean; answer?: string }
const servers: net.Server[] = []

async function clamd({ limit = Infinity, silent = false, answer }: Behaviour = {}): Promise<string> {
  const server = net.createServer((socket) => {
    let bytes = Buffer.alloc(0)
    let begun = false
    const content: Buffer[] = []
    const reply = (text: string) => socket.end(`${text}\0`)
    socket.on('error', () => undefined)
    socket.on('data', (data: Buffer) => {
      if (silent) return
      bytes = Buffer.concat([bytes, data])
      if (!begun) {
        if (!bytes.includes(0)) return
        if (bytes.toString('latin1', 0, 10) !== 'zINSTREAM\0') return reply('UNKNOWN COMMAND')
        begun = true
        bytes = bytes.subarray(10)
      }
      for (;;) {
        if (bytes.length < 4) return
        const length = bytes.readUInt32BE(0)
        if (length === 0) {
          const infected = Buffer.concat(content).includes('EICAR')
          return reply(answer ?? (infected ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'))
        }
        if (bytes.length < 4 + length) return
        content.push(bytes.subarray(4, 4 + length))
        bytes = bytes.subarray(4 + length)
        if (content.reduce((sum, part) => sum + part.length, 0) > limit) {
          return reply('INSTREAM size limit exceeded. ERROR')
        }
      }
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const bytes = (text: string) => Readable.from([Buffer.from(text)])

test('clean, over many chunks', async () => {
  const scanner = createScanner({ address: await clamd() })
  const chunks = Array.from({ length: 40 }, () => Buffer.alloc(300 * 1024, 'a'))
  expect(await scanner.scan(Readable.from(chunks))).toEqual({ status: 'CLEAN' })
  expect(await scanner.scan(Readable.from([]))).toEqual({ status: 'CLEAN' })
})

test('infected, with the name of what was found', async () => {
  const scanner = createScanner({ address: await clamd() })
  expect(await scanner.scan(bytes('..EICAR..'))).toEqual({ status: 'INFECTED', signature: 'Eicar-Test-Signature' })
})

test('without a scanner nothing is scanned, and it says so', async () => {
  expect(await createScanner({}).scan(bytes('x'))).toEqual({ status: 'NOT_SCANNED', reason: 'NO_SCANNER' })
  const away = createScanner({ address: '127.0.0.1:41597' })
  expect(await away.scan(bytes('x'))).toEqual({ status: 'NOT_SCANNED', reason: 'UNREACHABLE' })
})

test('past the limit of the scanner', async () => {
  const scanner = createScanner({ address: await clamd({ limit: 1000 }) })
  const endless = Readable.from(
    (function* () {
      for (let i = 0; i < 10_000; i += 1) yield Buffer.alloc(64 * 1024)
    })(),
  )
  expect(await scanner.scan(endless)).toEqual({ status: 'NOT_SCANNED', reason: 'TOO_LARGE' })
})

test('an error or a silence of the scanner is never "clean"', async () => {
  const broken = createScanner({ address: await clamd({ answer: 'stream: Can not open file ERROR' }) })
  expect(await broken.scan(bytes('x'))).toEqual({ status: 'NOT_SCANNED', reason: 'FAILED' })
  const empty = createScanner({ address: await clamd({ answer: '' }) })
  expect(await empty.scan(bytes('x'))).toEqual({ status: 'NOT_SCANNED', reason: 'FAILED' })
  const silent = createScanner({ address: await clamd({ silent: true }), timeoutMs: 150 })
  expect(await silent.scan(bytes('x'))).toEqual({ status: 'NOT_SCANNED', reason: 'TIMEOUT' })
})

test('a source that breaks off is an error, to be tried again', async () => {
  const scanner = createScanner({ address: await clamd() })
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('reset')
  }
  await expect(scanner.scan(broken())).rejects.toMatchObject({
    gateway: 'scanner',
    temporary: true,
    code: 'SourceFailed',
  })
})
