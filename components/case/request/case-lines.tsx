import type { ReactNode } from 'react'
import Link from 'next/link'
import { speciesEmoji } from '#components/case/frame/words.ts'
import { Clock, Folder, Hourglass, Siren } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import type { CaseLine } from '#lib/case/lines.ts'
import { isTurnOf, STATUS_WORDS } from '#lib/case/status.ts'
import { CASE_KIND_WORDS, turnWords } from '#lib/words.ts'
import { Marked } from './marked.tsx'

type Props = {
  lines: CaseLine[]
  /** Whose list it is: decides what "your turn" means and which names are shown. */
  side: CaseFrame['side']
  zone: string
  /** What the list holds, for screen readers. */
  label: string
  /** Words to mark, as they were searched. */
  words?: readonly string[]
  /** What stands below a line, by the case's id. */
  notes?: ReadonlyMap<string, ReactNode>
}

const NONE: readonly string[] = []

/** Cases one under another: whose animal, whose turn, since when. The whole row can be pressed. */
export function CaseLines({ lines, side, zone, label, words = NONE, notes }: Props) {
  return (
    <ul aria-label={label} className="card divide-y divide-line">
      {lines.map((line) => (
        <li key={line.id} className="card-link flex items-start gap-3.5 px-4 py-3.5">
          <span className="pet shrink-0" aria-hidden>
            {speciesEmoji(line.species ?? 'OTHER')}
          </span>
          <div className="min-w-0 grow">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Link href={`/cases/${line.id}`} prefetch={false} className="card-link-target font-bold">
                <Marked text={line.title || 'New request'} words={words} />
              </Link>
              <span className="num text-small text-muted">
                <Marked text={line.number} words={words} />
              </span>
              {line.kind !== 'SECOND_OPINION' && <Pill>{CASE_KIND_WORDS[line.kind]}</Pill>}
            </p>
            {line.headline && (
              <p className="line-clamp-2">
                <Marked text={line.headline} words={words} />
              </p>
            )}
            <p className="text-small text-muted">
              <Marked text={parties(line, side)} words={words} />
            </p>
            <Standing line={line} side={side} zone={zone} />
            {notes?.get(line.id)}
          </div>
        </li>
      ))}
    </ul>
  )
}

function parties(line: CaseLine, side: CaseFrame['side']): string {
  const owner = line.ownerName && `Owner ${line.ownerName}`
  const names = {
    OWNER: [line.hospitalName, line.practiceName],
    PRACTICE: [owner, line.hospitalName],
    HOSPITAL: [owner, line.practiceName],
    SYSTEM: [],
    SUPPORT: [owner, line.hospitalName],
  }[side]
  return names.filter(Boolean).join(' · ')
}

function Standing({ line, side, zone }: { line: CaseLine; side: CaseFrame['side']; zone: string }) {
  const yours = isTurnOf(line.turn, side)
  const over = line.turn === 'NOBODY' || line.turn === 'EVERYONE'
  const names = {
    owner: line.ownerName ?? 'the owner',
    practice: line.practiceName || 'the practice',
    hospital: line.hospitalName ?? 'the hospital',
  }
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-small">
      {yours && (
        <Pill tone="turn">
          <Clock /> Your turn
        </Pill>
      )}
      <Pill tone={line.status === 'ANSWERED' ? 'brand' : over ? 'neutral' : 'hosp'}>
        {STATUS_WORDS[line.status].label}
      </Pill>
      {line.urgency === 'URGENT' && !over && (
        <Pill tone="danger">
          <Siren /> Urgent
        </Pill>
      )}
      {line.asked && !over ? (
        <Pill>
          <Folder /> {line.asked === 1 ? '1 record asked for' : `${line.asked} records asked for`}
        </Pill>
      ) : null}
      {!yours && !over && (
        <span>
          <Hourglass className="text-muted" /> Waiting for {turnWords(line.turn, names)}
        </span>
      )}
      <span className="text-muted">
        {over ? 'on' : 'since'}{' '}
        <Time value={over ? line.updatedAt : line.turnSince} detail="date" relative zone={zone} />
      </span>
      {line.dueAt && !over && (
        <span className="text-muted">
          due <Time value={line.dueAt} zone={zone} />
        </span>
      )}
    </p>
  )
}
