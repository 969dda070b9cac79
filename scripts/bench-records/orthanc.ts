import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

// Orthanc (Debian: orthanc), a DICOM server that many hospitals run: the floor for taking images in.

const PROGRAM = '/usr/sbin/Orthanc'
const CONNECTIONS = 4

export const hasOrthanc = (): boolean => existsSync(PROGRAM)

/** Files a second that it takes by its REST interface on four connections, each answered once it is indexed. */
export async function byOrthanc(files: readonly Buffer[]): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'conferral-orthanc-'))
  const port = await freePort()
  const child = await start(folder, port)
  try {
    const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
    const queue = files.values()
    const lane = async () => {
      for (const file of queue) await post(port, agent, file)
    }
    const from = performance.now()
    await Promise.all(Array.from({ length: CONNECTIONS }, lane))
    const seconds = (performance.now() - from) / 1000
    agent.destroy()
    return files.length / seconds
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
}

async function start(folder: string, port: number) {
  const storage = path.join(folder, 'db')
  await mkdir(storage)
  const config = path.join(folder, 'orthanc.json')
  await writeFile(
    config,
    JSON.stringify({
      ...{ StorageDirectory: storage, IndexDirectory: storage, StorageCompression: false, HttpPort: port },
      ...{ RemoteAccessAllowed: false, AuthenticationEnabled: false, HttpThreadsCount: 8, KeepAlive: true },
      ...{ DicomServerEnabled: false, OverwriteInstances: false },
    }),
  )
  const child = spawn(PROGRAM, [config], { cwd: folder, stdio: 'ignore' })
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/system`).catch(() => null)
    if (answer?.ok) return child
    if (tries > 200 || child.exitCode !== null) throw new Error('Orthanc does not start')
    await pause(50)
  }
}

function post(port: number, agent: http.Agent, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/dicom', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, method: 'POST', path: '/instances', agent, headers },
      (answer) => {
        answer.resume()
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`Orthanc: ${answer.statusCode}`)),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  return port
}
