import { styleText } from 'node:util'
import type { DemoPerson } from './people.ts'
import type { Addresses } from './environment.ts'

export type SummaryInput = {
  addresses: Addresses
  people: readonly DemoPerson[]
  dataDir: string
  /** Where PostgreSQL is, when not within the data folder. */
  postgresElsewhere: string | null
  seconds: number
  dev: boolean
}

/** What to know once everything runs: where to click, as whom, where the data is, how to end it. */
export function summary({ addresses, people, dataDir, postgresElsewhere, seconds, dev }: SummaryInput): string {
  const mode = dev ? ' with hot reload' : ''
  const row = (label: string, text: string) => `  ${label.padEnd(20)}${text}`
  const width = Math.max(0, ...people.map(({ name }) => name.length)) + 2
  return [
    '',
    styleText(['bold', 'green'], `Conferral runs${mode}, ready after ${seconds.toFixed(1)} s.`),
    '',
    row('Open', styleText('bold', addresses.web)),
    row('Sign in as', `${styleText('bold', `${addresses.web}/demo`)}  (one click, no password)`),
    ...people.map(({ name, role, at }) => row('', `${name.padEnd(width)}${role}${at ? `, ${at}` : ''}`)),
    row('Read its mail', addresses.mail),
    row('Payments', `${addresses.stripe}  (stand-in, no money moves)`),
    row('Data', `${dataDir}  (begin anew: npm start -- --reset)`),
    ...(postgresElsewhere
      ? [row('', `${postgresElsewhere}  (database: PostgreSQL cannot run as root and cannot reach the folder above)`)]
      : []),
    '',
    '  Ctrl-C ends everything.',
    '',
  ].join('\n')
}
