import type { CaseFrame } from '#lib/case/frame.ts'
import type { Side } from '#lib/db/generated/enums.ts'

/** The sides of a case by name, as a list of records calls them. */
export function sideNames({ people, practiceName, hospital }: CaseFrame): Record<Side, string> {
  return {
    OWNER: people.find((person) => person.part === 'OWNER')?.name ?? 'the owner',
    PRACTICE: practiceName || 'the practice',
    HOSPITAL: hospital?.name ?? 'the hospital',
    SYSTEM: 'Conferral',
    SUPPORT: 'a support person',
  }
}
