import { Siren } from '#components/ui/icons.tsx'
import type { ReactNode } from 'react'
import { Pill } from '#components/ui/pill.tsx'
import type { HeadView } from './types.ts'
import { speciesEmoji } from './words.ts'

/** Whose animal, in one look: name, signalment, owner, number; what kind of case and where it stands; `action` goes with them. */
export function CaseHeader({ head, action }: { head: HeadView; action?: ReactNode }) {
  return (
    <div className="case-head-row">
      <div className="pet" aria-hidden>
        {speciesEmoji(head.species)}
      </div>
      <div className="case-name">
        <h1>{head.name}</h1>
        <p className="text-muted">
          {head.signalment}
          <span className="text-faint">
            {head.owner && ` · Owner ${head.owner}`} · <span className="whitespace-nowrap">Case {head.number}</span>
          </span>
        </p>
      </div>
      <div className="case-pills">
        {head.urgent && (
          <Pill tone="danger">
            <Siren /> Urgent
          </Pill>
        )}
        {head.status && <Pill tone="hosp">{head.status}</Pill>}
        <Pill>{head.kind}</Pill>
        {head.specialty && <Pill tone="brand">{head.specialty}</Pill>}
        {action}
      </div>
    </div>
  )
}
