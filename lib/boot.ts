import 'server-only'
import { env, EnvError } from '#lib/env.ts'

/** Ends the process, with every missing or wrong setting named, rather than letting it serve pages that cannot work. */
export function checkSettings(): void {
  try {
    env()
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
