import 'server-only'
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { env } from '#lib/env.ts'
import { GatewayError, errorField } from './error.ts'

/** What the malware scanner says about a file. `NOT_SCANNED` is an answer, not an error: the reason is for the screen and the log. */
export type ScanResult =
  | { status: 'CLEAN' }
  | { status: 'INFECTED'; signature: string }
  | { status: 'NOT_SCANNED'; reason: 'NO_SCANNER' | 'UNREACHABLE' | 'TOO_LARGE' | 'TIMEOUT' | 'FAILED' }

/** Reads the stream to its end or until the scanner answers. Throws GatewayError only if the stream itself fails. */
export type Scanner = { scan: (bytes: Bytes) => Promise<ScanResult> }

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** `address` is "host:port" (IPv6 in brackets); without it, nothing is scanned. */
export type ScannerConfig = { address?: string | undefined; timeoutMs?: number }

// clamd wants each chunk with its length in front; small enough for any StreamMaxLength check to come in time.
const CHUNK = 256 * 1024
const COMMAND = Buffer.from('zINSTREAM\0')
/** A chunk of no length ends the stream. */
const END = Buffer.alloc(4)

function open(address: string, timeoutMs: number): net.Socket {
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? []
  const socket = net.connect(Number(port), host)
  socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('clamd timeout'), { code: 'ETIMEDOUT' })))
  return socket
}

/** The length and the part, which go out together. */
type Frame = readonly [Buffer, Uint8Array]

function* frames(bytes: Uint8Array): Generator<Frame> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) {
    const part = bytes.subarray(at, at + CHUNK)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.byteLength)
    yield [length, part]
  }
}

function verdict(reply: string, failure: unknown): ScanResult {
  const text = reply.replaceAll('\0', '').trim()
  if (text === 'stream: OK') return { status: 'CLEAN' }
  const found = /^stream: (.+) FOUND$/.exec(text)
  // Where clamd is told to speak up about its own limits, that is no malware.
  if (found?.[1]?.startsWith('Heuristics.Limits.Exceeded')) return { status: 'NOT_SCANNED', reason: 'TOO_LARGE' }
  if (found?.[1]) return { status: 'INFECTED', signature: found[1].slice(0, 200) }
  if (/size limit exceeded/i.test(text)) return { status: 'NOT_SCANNED', reason: 'TOO_LARGE' }
  // A line that breaks without a word may be a scanner that died: never taken for its limit, let alone for "clean".
  return { status: 'NOT_SCANNED', reason: errorField(failure, 'code') === 'ETIMEDOUT' ? 'TIMEOUT' : 'FAILED' }
}

/** No limit that anybody sets is smaller. */
const BELOW_ANY_LIMIT = 1024 * 1024

/**
 * Past its limit clamd says so and hangs up at once. Written on without a pause, the next frame meets a closed line, and the
 * word is lost with it: so it gets a moment to speak after each frame, which costs far less than its scanning.
 */
async function sent(socket: net.Socket, [length, part]: Frame, closed: Promise<void>): Promise<void> {
  socket.cork()
  socket.write(length)
  const room = socket.write(part)
  socket.uncork()
  if (!room) await Promise.race([once(socket, 'drain').catch(() => undefined), closed])
  if (socket.bytesWritten > BELOW_ANY_LIMIT) await pause(1)
}

/** All of it is here and within every limit: it goes out at once, as a stream of so many small writes would cost more than them. */
function isSmall(bytes: Bytes): bytes is Uint8Array[] {
  return Array.isArray(bytes) && bytes.reduce((size, part: Uint8Array) => size + part.byteLength, 0) <= BELOW_ANY_LIMIT
}

function sendSmall(socket: net.Socket, parts: readonly Uint8Array[]): void {
  socket.cork()
  socket.write(COMMAND)
  for (const part of parts) for (const piece of [...frames(part)].flat()) socket.write(piece)
  socket.write(END)
  socket.uncork()
}

async function sendStream(
  socket: net.Socket,
  bytes: Bytes,
  closed: Promise<void>,
  isOver: () => boolean,
): Promise<void> {
  socket.write(COMMAND)
  for await (const chunk of bytes)
    for (const frame of frames(chunk)) {
      if (isOver()) return
      await sent(socket, frame, closed)
    }
  if (!isOver()) socket.write(END)
}

async function scan(address: string, timeoutMs: number, bytes: Bytes): Promise<ScanResult> {
  const socket = open(address, timeoutMs)
  let reply = ''
  let failure: unknown
  socket.on('data', (data) => (reply += data.toString('latin1')))
  socket.on('error', (error) => (failure = error))
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })
  const connected = await Promise.race([
    once(socket, 'connect').then(
      () => true,
      () => false,
    ),
    closed.then(() => false),
  ])
  if (!connected) return { status: 'NOT_SCANNED', reason: 'UNREACHABLE' }
  try {
    if (isSmall(bytes)) sendSmall(socket, bytes)
    else await sendStream(socket, bytes, closed, () => socket.destroyed || reply !== '')
  } catch (error) {
    socket.destroy()
    throw new GatewayError('scanner', { temporary: true, code: 'SourceFailed', cause: error })
  }
  await closed
  return verdict(reply, failure)
}

/** The clamd adapter (INSTREAM over TCP). */
export function createScanner({ address, timeoutMs = 120_000 }: ScannerConfig): Scanner {
  if (!address) return { scan: async () => ({ status: 'NOT_SCANNED', reason: 'NO_SCANNER' }) }
  return { scan: (bytes) => scan(address, timeoutMs, bytes) }
}

let shared: Scanner | undefined

/** The scanner that the environment names, made once per process. */
export function scanner(): Scanner {
  shared ??= createScanner({ address: env().CLAMD_ADDRESS })
  return shared
}
