import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

// A real clamd with a signature set of its own, which knows the harmless test file that every scanner knows.

/** Debian's `clamav-daemon`; tests that need it run where it is installed. */
export const CLAMD = '/usr/sbin/clamd'

/** In two pieces, so that no scanner takes this file for the real thing. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STAN', 'DARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'latin1',
)

export type Clamd = { address: string; start: () => Promise<void>; stop: () => Promise<void>; remove: () => void }

/** `most`: the longest stream it takes, in MB. */
export async function makeClamd(most: number): Promise<Clamd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conferral-clamd-'))
  const port = await freePort()
  writeSignatures(path.join(folder, 'db'))
  const config = path.join(folder, 'clamd.conf')
  const lines = [`DatabaseDirectory ${folder}/db`, `TCPSocket ${port}`, 'TCPAddr 127.0.0.1', 'Foreground yes']
  writeFileSync(
    config,
    [...lines, `TemporaryDirectory ${folder}`, `StreamMaxLength ${most}M`, 'User root', ''].join('\n'),
  )
  let child: ChildProcess | undefined
  return {
    address: `127.0.0.1:${port}`,
    async start() {
      child = spawn(CLAMD, ['-c', config], { stdio: 'ignore' })
      for (let tries = 0; !(await answers(port)); tries += 1) {
        if (tries > 200 || child.exitCode !== null) throw new Error('clamd does not start')
        await pause(50)
      }
    },
    async stop() {
      if (!child || child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function writeSignatures(folder: string): void {
  mkdirSync(folder)
  const md5 = createHash('md5').update(EICAR).digest('hex')
  writeFileSync(path.join(folder, 'local.hdb'), `${md5}:${EICAR.length}:Local.Eicar\n`)
  writeFileSync(path.join(folder, 'local.ndb'), `Local.Eicar.Inside:0:*:${EICAR.toString('hex')}\n`)
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  return port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('zPING\0'))
    socket.on('data', () => socket.end(() => resolve(true)))
    socket.on('error', () => resolve(false))
  })
}
