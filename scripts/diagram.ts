import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CaseKind } from '#lib/db/generated/enums.ts'
import { STEPS } from '#lib/case/status.ts'

// Writes the diagram of lib/case/README.md from the table that the product runs on.

const MARK = /<!-- diagram:[^>]*-->(?:\n\n```mermaid\n[\s\S]*?```)?/

const MARKS: Record<CaseKind, string> = { SECOND_OPINION: 's', REFERRAL: 'r', CONSULTATION: 'c' }
const marksOf = (kinds: readonly CaseKind[]): string => kinds.map((kind) => MARKS[kind]).join('')

/** The README with the diagram as the table stands now. */
export function withDiagram(readme: string): string {
  const lines = STEPS.filter((step) => step.from !== step.to || step.verb !== 'resend').map(
    ({ from, verb, to, who, guard, kinds }) =>
      `    ${from} --> ${to}: ${verb} (${who.join(', ').toLowerCase()})${kinds ? ` ${marksOf(kinds)}` : ''}${guard ? ' *' : ''}`,
  )
  const diagram = ['```mermaid', 'stateDiagram-v2', '    [*] --> DRAFT', ...lines, '```'].join('\n')
  return readme.replace(
    MARK,
    `<!-- diagram: written by \`npm run diagram\` from the table in status.ts; * has a guard; s, r, c: of second opinions, referrals, consultations only -->\n\n${diagram}`,
  )
}

if (import.meta.main) {
  const file = path.join(import.meta.dirname, '../lib/case/README.md')
  await writeFile(file, withDiagram(await readFile(file, 'utf8')))
}
