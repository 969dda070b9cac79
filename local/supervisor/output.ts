import { styleText } from 'node:util'

// What the processes say is kept in log files; the terminal shows what needs a person.

const MOST_LINES = 12
const WITHIN_MS = 5000
/** They run once; when one fails, its last lines are shown. */
const TASKS = ['generate', 'build', 'migrate', 'seed']
const WORRYING = /\b(?:error|warn(?:ing)?|fatal|panic)\b|⨯|⚠/i

/** A line in the words to show, or null when nobody needs to see it. JSON lines are pino's. */
export function worth(name: string, line: string): string | null {
  if (TASKS.includes(name)) return null
  // An error in a statement is an answer to a program, which says what it makes of it.
  if (name === 'postgres') return /\b(?:FATAL|PANIC)\b/.test(line) ? line : null
  if (!line.startsWith('{')) return WORRYING.test(line) ? line : null
  try {
    const entry = JSON.parse(line) as { level?: string | number; msg?: string; err?: { message?: string } }
    const bad = typeof entry.level === 'number' ? entry.level >= 40 : /^(?:warn|error|fatal)$/.test(entry.level ?? '')
    return bad ? [entry.msg, entry.err?.message].filter(Boolean).join(': ') : null
  } catch {
    return line
  }
}

/** Shows lines with the name of their process before them; a flood is cut off and said. */
export function lineShower(all: (name: string) => boolean, write: (line: string) => void) {
  const recent = new Map<string, number[]>()
  return (name: string, line: string): void => {
    const words = all(name) ? line : worth(name, line)
    if (words === null) return
    const now = Date.now()
    const times = (recent.get(name) ?? []).filter((time) => time > now - WITHIN_MS)
    recent.set(name, times.length > MOST_LINES ? times : [...times, now])
    if (all(name) || times.length < MOST_LINES) write(`${styleText('dim', `${name} |`)} ${words}`)
    else if (times.length === MOST_LINES) write(`${styleText('dim', `${name} |`)} ... and more, see its log`)
  }
}
