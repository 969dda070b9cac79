import {
  cutForOnePage,
  type CutPart,
  leftOutWords,
  madeAt,
  PARTS,
  type Place,
  SOME_LEFT_OUT,
} from '#lib/case/summary/rules.ts'
import type { SummaryView } from '#lib/case/summary/view.ts'

/** The sheet itself: what is on screen is what is printed, on one page. */
export function SummarySheet({ view }: { view: SummaryView }) {
  const parts = cutForOnePage(view.parts)
  const at = (place: Place) => parts.filter(({ key }) => PARTS[key].place === place)
  const left = leftOutWords(parts)
  return (
    <article className="summary" aria-labelledby="summary-title">
      <header className="summary-head">
        <h1 id="summary-title">{view.patient}</h1>
        <p>{view.signalment}</p>
        <p className="text-muted">
          {view.people.map(({ label, value }) => (
            <span key={label}>
              {label}: <bdi>{value}</bdi> ·{' '}
            </span>
          ))}
          <span className="whitespace-nowrap">Case {view.number}</span>, {view.status.toLowerCase()}
        </p>
      </header>
      {at('WIDE').map((part) => (
        <Part key={part.key} part={part} />
      ))}
      <div className="summary-columns">
        {(['LEFT', 'RIGHT'] as const).map((place) => (
          <div key={place} className="min-w-0">
            {at(place).map((part) => (
              <Part key={part.key} part={part} />
            ))}
          </div>
        ))}
      </div>
      {view.parts.length === 0 && <p className="text-muted">Nothing is said or added yet.</p>}
      <footer className="summary-foot">
        {left && <p>{left}</p>}
        {view.closed && <p>Made of what is shared with this reader so far: consent is not complete.</p>}
        {view.part && !view.closed && <p>{SOME_LEFT_OUT}</p>}
        <p>
          Made for {view.madeFor} on {madeAt(view.asOf, view.zone)}, of what this reader may see. It changes as the case
          goes on.
        </p>
      </footer>
    </article>
  )
}

function Part({ part }: { part: CutPart }) {
  const List = part.key === 'questions' ? 'ol' : 'ul'
  return (
    <section className="summary-part" aria-labelledby={`summary-${part.key}`}>
      <h2 id={`summary-${part.key}`}>{part.title}</h2>
      {part.many ? (
        <List>
          {part.lines.map((line, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines stand in an order, and two may read the same
            <li key={at} dir="auto">
              {line}
            </li>
          ))}
        </List>
      ) : (
        part.lines.map((line) => (
          <p key={line} dir="auto">
            {line}
          </p>
        ))
      )}
    </section>
  )
}
