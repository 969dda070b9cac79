import { once } from 'node:events'
import { existsSync } from 'node:fs'
import net from 'node:net'
import { CLAMD, makeClamd } from '#lib/testing/clamd.ts'
import { freshProduct, stopProduct } from './product.ts'
import { type BenchRow, middle } from './row.ts'
import { manySlices } from './series.ts'
import { byWorker } from './take-in.ts'

// Taking files in with the malware scan by a worker that is warm, beside what the scanner alone needs for as many bytes, in turns.

const FILES = 433
const ROUNDS = 3
const LANES = 12
const MOST_MB = 100

export async function rows(): Promise<BenchRow[]> {
  if (!existsSync(CLAMD)) {
    console.log('clamd is not installed: nothing is measured with the scan')
    return []
  }
  const clamd = await makeClamd(MOST_MB)
  await clamd.start()
  try {
    const running = await freshProduct({ CLAMD_ADDRESS: clamd.address })
    await byWorker(running, manySlices(FILES, 1))
    const [values, floors]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      // Files of their own each time: clamd remembers what it has found clean.
      floors.push(await byClamd(clamd.address, manySlices(FILES, 2 + 2 * round)))
      values.push(FILES / (await byWorker(running, manySlices(FILES, 3 + 2 * round))))
    }
    const [value, floor] = [middle(values), middle(floors)]
    return [
      {
        ...{
          name: `taking in ${FILES} CT files, scanned`,
          value,
          unit: 's',
          against: `clamd alone, ${LANES} lines`,
          floor,
        },
        ...{ ratio: value / floor, goal: 'at most 1.25' },
      },
    ]
  } finally {
    await stopProduct()
    await clamd.stop()
    clamd.remove()
  }
}

/** @returns seconds */
async function byClamd(address: string, files: readonly Buffer[]): Promise<number> {
  const queue = files.values()
  const lane = async () => {
    for (const file of queue) {
      const answer = await ask(address, file)
      if (!answer.startsWith('stream: OK')) throw new Error(`clamd: ${answer}`)
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: LANES }, lane))
  return (performance.now() - from) / 1000
}

async function ask(address: string, file: Buffer): Promise<string> {
  const [host, port] = address.split(':')
  const socket = net.connect(Number(port), host)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(file.length)
  for (const piece of [Buffer.from('zINSTREAM\0'), length, file, Buffer.alloc(4)]) socket.write(piece)
  let answer = ''
  socket.on('data', (data) => (answer += data.toString('latin1')))
  await once(socket, 'close')
  return answer
}
