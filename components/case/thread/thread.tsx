import { Fragment } from 'react'
import { clsx } from 'clsx'
import { Avatar, type PartyTone } from '#components/ui/avatar.tsx'
import { Check, FileText, Lock, Siren } from '#components/ui/icons.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import { formatDay, formatTime } from '#components/ui/time-format.ts'
import { Time } from '#components/ui/time.tsx'
import type { EventView, MessageView, ThreadView } from '#lib/case/thread/queries.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

type Props = { view: ThreadView; caseId: string; zone: string }

/** Messages and events by day, oldest first; what is new since the last visit is marked. */
export function Thread({ view, caseId, zone }: Props) {
  return (
    <div role="log" aria-label="Messages">
      <ol className="msgs">
        {withDividers(view.items, zone).map(({ item, newDay, firstNew, times, until }) => (
          <Fragment key={item.id}>
            {(newDay || firstNew) && (
              <li className="day">
                {newDay && formatDay(item.at, zone)}
                {firstNew && <b className="text-turn">{newDay ? ' · new' : 'New'}</b>}
              </li>
            )}
            <li>
              {item.kind === 'message' ? (
                <Message message={item} caseId={caseId} zone={zone} hospital={view.names.hospital} />
              ) : (
                <Event event={item} times={times} until={until} zone={zone} />
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </div>
  )
}

type Item = ThreadView['items'][number]
/** `times`, `until`: how often in a row the same thing happened on that day, as with nine records of one envelope. */
type Line = { item: Item; newDay: boolean; firstNew: boolean; times: number; until: Date }

/** Where a day begins, where what is new since the last visit begins, and what happened several times in a row, once. */
function withDividers(items: ThreadView['items'], zone: string): Line[] {
  const firstNew = items.find((item) => item.kind === 'message' && item.isNew)
  const day = (item: Item | undefined) => item && formatTime(item.at, 'date', { zone })
  const lines: Line[] = []
  for (const [at, item] of items.entries()) {
    const newDay = day(item) !== day(items[at - 1])
    const last = lines.at(-1)
    if (last && !newDay && isSame(last.item, item)) {
      last.times++
      last.until = item.at
    } else lines.push({ item, newDay, firstNew: item === firstNew, times: 1, until: item.at })
  }
  return lines
}

const isSame = (one: Item, other: Item): boolean =>
  one.kind === 'event' && other.kind === 'event' && one.words === other.words

type EventProps = { event: EventView; times: number; until: Date; zone: string }

function Event({ event, times, until, zone }: EventProps) {
  return (
    <p className="thread-event">
      <Check />
      <span>
        {event.words}
        {times > 1 && `, ${times} times`} · <Time value={event.at} detail="time" zone={zone} />
        {until.getTime() - event.at.getTime() >= 60_000 && (
          <>
            –<Time value={until} detail="time" zone={zone} />
          </>
        )}
      </span>
    </p>
  )
}

const TONE: Record<MessageView['side'], PartyTone> = {
  OWNER: 'owner',
  PRACTICE: 'practice',
  HOSPITAL: 'hospital',
  SYSTEM: 'platform',
  SUPPORT: 'owner',
}
const SIDE: Record<MessageView['side'], string> = {
  OWNER: 'owner',
  PRACTICE: 'attending practice',
  HOSPITAL: 'hospital',
  SYSTEM: 'Conferral',
  SUPPORT: 'support person of the owner',
}
const PILL: Record<MessageView['audience'], Tone> = { EVERYONE: 'neutral', VETS: 'vets', HOSPITAL: 'hosp' }

function Message({
  message,
  caseId,
  zone,
  hospital,
}: {
  message: MessageView
  caseId: string
  zone: string
  hospital: string
}) {
  const label = { EVERYONE: 'Everyone', VETS: `Vets: ${message.readers}`, HOSPITAL: `${hospital} only` }[
    message.audience
  ]
  return (
    <article className={clsx('msg', `msg-${message.audience.toLowerCase()}`)} id={`m-${message.id}`}>
      <Avatar name={message.author} tone={TONE[message.side]} />
      <div className="msg-body">
        <header>
          <b>{message.author}</b>
          <span className="text-small text-muted">
            {SIDE[message.side]} · <Time value={message.at} detail="time" zone={zone} />
          </span>
          <Pill tone={PILL[message.audience]}>
            {message.audience === 'HOSPITAL' && <Lock />}
            {label}
          </Pill>
          {message.urgent && (
            <Pill tone="danger">
              <Siren /> Cannot wait
            </Pill>
          )}
        </header>
        <div className="msg-box" dir="auto">
          {message.body}
        </div>
        {(message.records.length > 0 || message.hidden > 0) && <Attachments message={message} caseId={caseId} />}
      </div>
    </article>
  )
}

function Attachments({ message, caseId }: { message: MessageView; caseId: string }) {
  return (
    <ul className="msg-atts" aria-label="Attached records">
      {message.records.map((record) => (
        <li key={record.id}>
          <a className="msg-att" href={`/cases/${caseId}/records/${record.id}`} target="_blank" rel="noreferrer">
            <FileText />
            <span>
              <b>{record.name}</b>
              <span className="block text-muted">{RECORD_KIND_WORDS[record.kind]}</span>
            </span>
          </a>
        </li>
      ))}
      {message.hidden > 0 && (
        <li className="msg-att text-muted">
          <Lock /> {message.hidden === 1 ? 'One record is' : `${message.hidden} records are`} not open to you now
        </li>
      )}
    </ul>
  )
}
