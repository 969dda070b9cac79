import { once } from 'node:events'
import net from 'node:net'
import type { Options } from './args.ts'

export type Ports = { web: number; postgres: number; s3: number; smtp: number; mail: number; stripe: number }

const USUAL: Ports = { web: 3000, postgres: 54330, s3: 9100, smtp: 1025, mail: 1080, stripe: 12111 }
/** How far to look beyond a taken port before saying so. */
const REACH = 200

export type Moved = { name: keyof Ports; wanted: number; got: number }

/** A port for each part, all different and free now; `moved` names those that are not the ones wished for. */
export async function choosePorts(
  wish: Options['ports'],
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<{ ports: Ports; moved: Moved[] }> {
  const names = Object.keys(USUAL) as (keyof Ports)[]
  const ports: Ports = { ...USUAL }
  const moved: Moved[] = []
  const taken = new Set<number>()
  for (const [index, name] of names.entries()) {
    const wanted = wish === 'auto' ? await anyPort() : wish === 'usual' ? USUAL[name] : wish + index
    const got = await firstFree(wanted, async (port) => !taken.has(port) && isFree(port))
    taken.add(got)
    ports[name] = got
    if (got !== wanted && wish !== 'auto') moved.push({ name, wanted, got })
  }
  return { ports, moved }
}

async function firstFree(wanted: number, isFree: (port: number) => Promise<boolean>): Promise<number> {
  for (let port = wanted; port < wanted + REACH && port <= 65_535; port++) if (await isFree(port)) return port
  throw new Error(`No free port from ${wanted} to ${wanted + REACH - 1}`)
}

/** Nobody listens there. A listener on all addresses does not stop us from binding 127.0.0.1 on macOS, so we knock too. */
export async function isPortFree(port: number): Promise<boolean> {
  if ((await answers('127.0.0.1', port)) || (await answers('::1', port))) return false
  const server = net.createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

/** Whether something takes connections at an address, within a second. */
export async function answers(host: string, port: number): Promise<boolean> {
  const socket = net.connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(1000) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function anyPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}
