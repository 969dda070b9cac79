import type { ReactNode } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Clock, PersonView, SeenView } from './types.ts'

/** Who is on the case and what each does. */
export function PeopleCard({ people, foot }: { people: PersonView[]; foot?: ReactNode }) {
  return (
    <Card title="People">
      <ul>
        {people.map((person) => (
          <li key={`${person.name} ${person.role}`} className="person">
            <Avatar name={person.name} tone={person.tone} />
            <div className="min-w-0">
              <p className="text-small font-bold">{person.name}</p>
              <p className="text-tiny text-muted">{person.role}</p>
            </div>
          </li>
        ))}
      </ul>
      {foot && <div className="mt-2 text-small">{foot}</div>}
    </Card>
  )
}

/** Who has looked at the records; `foot` links to the whole list. */
export function SeenCard({ seen, clock, foot }: { seen: SeenView[]; clock: Clock; foot?: ReactNode }) {
  return (
    <Card title="Who has seen the records">
      {seen.length === 0 ? (
        <p className="text-small text-muted">Nobody yet. Every look at a record will be listed here.</p>
      ) : (
        <ul className="seen">
          {seen.map((look) => (
            <li key={`${look.who} ${look.what} ${look.at.getTime()}`}>
              <span className="min-w-0">
                {look.who} · {look.what}
              </span>
              <Time
                value={look.at}
                detail={isToday(look.at, clock) ? 'time' : 'date'}
                {...clock}
                className="flex-none"
              />
            </li>
          ))}
        </ul>
      )}
      {foot && <div className="mt-2 text-small">{foot}</div>}
    </Card>
  )
}

/** What the owner wants to know, as they asked it. */
export function QuestionsCard({ questions, title = 'The questions' }: { questions: string[]; title?: string }) {
  if (questions.length === 0) return null
  return (
    <Card title={title}>
      <ol className="grid list-decimal gap-1 pl-4 text-small">
        {questions.map((question, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the order is the owner's, and two may read the same
          <li key={at}>{question}</li>
        ))}
      </ol>
    </Card>
  )
}

function isToday(at: Date, { zone, now = new Date() }: Clock) {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  return day.format(at) === day.format(now)
}
