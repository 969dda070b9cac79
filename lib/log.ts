import 'server-only'
import pino from 'pino'
import type { DestinationStream, Logger, LoggerOptions } from 'pino'
import { env } from '#lib/env.ts'
import { redact, redactText } from './log-redact.ts'

/** Fields and a message, or a message alone. */
type Write = {
  (context: object, message: string): void
  (message: string): void
}

/** One JSON line for each call. Fields and message are redacted; an error goes in as `{ err }`. */
export type Log = {
  debug: Write
  info: Write
  warn: Write
  error: Write
  fatal: Write
  /** The same log with fields on every line, such as `{ job }`. */
  with: (context: object) => Log
}

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal'

function wrap(logger: () => Logger): Log {
  const write =
    (level: Level): Write =>
    (first: object | string, message?: string) => {
      if (typeof first === 'string') logger()[level]({}, first)
      else logger()[level](first, message ?? '')
    }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    with: (context) => {
      let child: Logger | undefined
      return wrap(() => (child ??= logger().child(redact({ ...context }))))
    },
  }
}

function createLogger(level: string, destination?: DestinationStream): Logger {
  const settings: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: redact },
    // redact has made errors plain already; pino's own serializer would take their type away.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args, method) {
        const [context, message] = args as unknown as [Record<string, unknown>, string]
        method.apply(this, [context, redactText(message)])
      },
    },
  }
  return destination ? pino(settings, destination) : pino(settings)
}

/** A log of its own, for tests and tools; the product uses `log`. */
export function createLog(options: { level: Level; destination?: DestinationStream }): Log {
  const logger = createLogger(options.level, options.destination)
  return wrap(() => logger)
}

let shared: Logger | undefined

/** The log of this process, made with its first line: on import there may be no environment yet (a build has none). */
export const log: Log = wrap(() => (shared ??= createLogger(env().LOG_LEVEL)))
