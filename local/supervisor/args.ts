import path from 'node:path'
import { parseArgs } from 'node:util'

export type Options = {
  /** `next dev` and a watching worker instead of a production build. */
  dev: boolean
  /** Empty the data folder first. */
  reset: boolean
  /** Absolute. */
  data: string
  /** Where ports are looked for: the usual ones, a row from a number on, or any free ones. */
  ports: 'usual' | 'auto' | number
  seed: boolean
  /** File that receives the addresses once everything answers. */
  json: string | null
  build: 'if-stale' | 'only' | 'skip'
}

export const USAGE = `npm start [-- options]

  --dev            with hot reload (the same as: npm run dev)
  --reset          begin anew: empties the data folder first
  --data DIR       another data folder (default: .data)
  --port-base N    ports N, N+1, ... instead of the usual ones
  --ports auto     any free ports
  --no-seed        no demo data on the first run
  --json FILE      write the addresses to FILE when everything answers
  --build-only     build the web application and end
  --skip-build     use the build that is there
  --help           this text`

/** Something on the command line does not make sense; the message says what. */
export class UsageError extends Error {}

/** Reads the command line. Throws `UsageError`; returns 'help' when that was asked for. Folders are relative to `cwd`. */
export function parseOptions(argv: readonly string[], root: string, cwd = process.cwd()): Options | 'help' {
  const values = read(argv)
  if (values.help) return 'help'
  const { dev = false, reset = false, data, json } = values
  if (values['build-only'] && values['skip-build'])
    throw new UsageError('--build-only and --skip-build exclude each other')
  if (dev && (values['build-only'] || values['skip-build'])) throw new UsageError('--dev never builds')
  return {
    dev,
    reset,
    data: data === undefined ? path.join(root, '.data') : path.resolve(cwd, data),
    ports: readPorts(values['port-base'], values.ports),
    seed: !values['no-seed'],
    json: json === undefined ? null : path.resolve(cwd, json),
    build: values['build-only'] ? 'only' : values['skip-build'] ? 'skip' : 'if-stale',
  }
}

function readPorts(base: string | undefined, ports: string | undefined): Options['ports'] {
  if (base !== undefined && ports !== undefined) throw new UsageError('--port-base and --ports exclude each other')
  if (ports !== undefined && ports !== 'auto') throw new UsageError('--ports takes only "auto"')
  if (ports === 'auto') return 'auto'
  if (base === undefined) return 'usual'
  const port = Number(base)
  if (!Number.isInteger(port) || port < 1024 || port > 65_000) throw new UsageError('--port-base must be 1024 to 65000')
  return port
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        dev: { type: 'boolean' },
        reset: { type: 'boolean' },
        data: { type: 'string' },
        'port-base': { type: 'string' },
        ports: { type: 'string' },
        'no-seed': { type: 'boolean' },
        json: { type: 'string' },
        'build-only': { type: 'boolean' },
        'skip-build': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
