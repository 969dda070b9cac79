import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'

/** One kind of request, made anew for each try. */
export type Ask = () => { path: string; method?: string; headers: Record<string, string>; body?: Buffer }

/** Asks once and throws unless the answer is a whole one with these words: a fast refusal is no speed. */
export async function mustAnswer(origin: string, ask: Ask, words: string): Promise<void> {
  const { path, body, ...rest } = ask()
  const answer = await fetch(origin + path, {
    ...rest,
    redirect: 'manual',
    ...(body ? { body: new Uint8Array(body) } : {}),
  })
  const text = await answer.text()
  if (answer.status !== 200 || !text.includes(words))
    throw new Error(`${path} answered ${answer.status} without "${words}": ${text.slice(0, 300)}`)
}

export type Figures = { p50: number; p95: number; perSecond: number; requests: number; failures: number; bytes: number }

/**
 * Asks over and over on so many kept-alive connections, each waiting for its answer.
 * @param seconds bound in time; what was under way then is still counted
 * @returns milliseconds to the last byte
 */
export async function measure(origin: string, ask: Ask, connections: number, seconds: number): Promise<Figures> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const seen = { failures: 0, bytes: 0 }
  const until = Date.now() + seconds * 1000
  const lane = async () => {
    while (Date.now() < until) {
      const from = process.hrtime.bigint()
      const { status, bytes } = await once(origin, ask, agent)
      times.push(Number(process.hrtime.bigint() - from) / 1e6)
      if (status !== 200) seen.failures++
      seen.bytes = bytes
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), perSecond: times.length / seconds, requests: times.length, ...seen }
}

function once(origin: string, ask: Ask, agent: http.Agent): Promise<{ status: number; bytes: number }> {
  const { path, method = 'GET', headers, body } = ask()
  return new Promise((resolve, reject) => {
    const request = http.request(
      origin + path,
      { method, headers: { 'accept-encoding': 'identity', ...headers }, agent },
      (response) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => (bytes += chunk.length))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

export type Usage = { web: number; postgres: number; webMiB: number }

type Process = { pid: number; parent: number; name: string; cpu: number; endedCpu: number; rssMiB: number }

const TICKS = 100

/** CPU seconds so far and memory, from /proc, of a process and all below it: PostgreSQL's apart from the rest. */
export function usage(rootPid: number): Usage {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(Number(pid)))
  const mine = new Set([rootPid])
  for (let grown = true; grown;) {
    grown = false
    for (const { pid, parent } of all)
      if (mine.has(parent) && !mine.has(pid)) {
        mine.add(pid)
        grown = true
      }
  }
  const total: Usage = { web: 0, postgres: 0, webMiB: 0 }
  for (const process of all.filter(({ pid }) => mine.has(pid))) {
    // With those that have ended: a pool closes connections while it is measured.
    if (process.name === 'postgres') total.postgres += process.cpu + process.endedCpu
    else if (process.name.startsWith('next-server')) {
      total.web += process.cpu
      total.webMiB = Math.max(total.webMiB, process.rssMiB)
    }
  }
  return total
}

function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? ''
    const name = title.startsWith('next-server') ? title : stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    return [
      {
        pid,
        parent: Number(fields[1]),
        name,
        cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
        endedCpu: (Number(fields[13]) + Number(fields[14])) / TICKS,
        rssMiB: Number(rss?.[1] ?? 0) / 1024,
      },
    ]
  } catch {
    return [] // It ended while we looked.
  }
}
