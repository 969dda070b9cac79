import type { ReactNode } from 'react'

type Props = {
  /** `CaseHeader`. */
  head: ReactNode
  /** `TurnBar`. */
  turn: ReactNode
  /** `StageRail`. */
  rail: ReactNode
  /** Cards: questions, people, readiness, who has seen the records. */
  side?: ReactNode
  children: ReactNode
}

/** The same frame for all parties: header and turn above; stages, the open stage and the people beside each other. */
export function CaseFrame({ head, turn, rail, side, children }: Props) {
  return (
    <>
      <header className="case-head">
        {head}
        {turn}
      </header>
      <div className="case-cols">
        {rail}
        <div className="case-main">{children}</div>
        {side && (
          <aside className="case-side" aria-label="About this case">
            {side}
          </aside>
        )}
      </div>
    </>
  )
}
