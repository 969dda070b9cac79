import Link from 'next/link'
import { DoneButton, DueDay } from '#components/case/due.tsx'
import { speciesEmoji } from '#components/case/frame/words.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Plus } from '#components/ui/icons.tsx'
import { formatTime } from '#components/ui/time-format.ts'
import { Pagination } from '#components/ui/pagination.tsx'
import type { CaseLine } from '#lib/case/lines.ts'
import type { OwnCases, OwnDue } from '#lib/case/home.ts'
import type { PatientView } from '#lib/patient/queries.ts'
import { signalment } from '#lib/words.ts'
import { CaseLines } from './case-lines.tsx'

type Props = {
  cases: OwnCases
  /** Of other owners, who asked this person to stand by them. */
  helping: CaseLine[]
  animals: { patients: PatientView[]; next: string | null }
  /** A page after the first. */
  later: boolean
  zone: string
  /** Marks something on a plan done. */
  done: FormAction
}

/** An owner's beginning: what waits for them first, then what is under way, answered, and their animals. */
export function OwnerHome({ cases, helping, animals, later, zone, done }: Props) {
  const { due, yourTurn, waiting, past, next } = cases
  const nothing = yourTurn.length + waiting.length + past.length + helping.length === 0 && !later
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="text-large">Your animals and cases</h1>
        {!nothing && (
          <ButtonLink href="/cases/new" variant="primary">
            <Plus /> Ask for a second opinion
          </ButtonLink>
        )}
      </div>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-8">
          {nothing && <NoCases hasAnimals={animals.patients.length > 0} />}
          {!later && <ToDo due={due} zone={zone} done={done} />}
          <Group title="Your turn" lines={yourTurn} zone={zone} />
          <Group title="Waiting for others" lines={waiting} zone={zone} />
          <Group title="Answered and ended" lines={past} zone={zone} />
          <Group title="Where you stand by somebody" lines={helping} zone={zone} side="SUPPORT" />
          <Pagination label="Earlier cases" next={next && `/home?past=${next}`} previous={later ? '/home' : null} />
        </div>
        <Animals {...animals} />
      </div>
    </div>
  )
}

type GroupProps = { title: string; lines: CaseLine[]; zone: string; side?: 'OWNER' | 'SUPPORT' }

function Group({ title, lines, zone, side = 'OWNER' }: GroupProps) {
  if (lines.length === 0) return null
  return (
    <section className="grid gap-3">
      <h2>{title}</h2>
      <CaseLines lines={lines} side={side} zone={zone} label={title} />
    </section>
  )
}

/** What the plans beside the recommendations ask of the owner. */
function ToDo({ due, zone, done }: { due: OwnDue[]; zone: string; done: FormAction }) {
  if (due.length === 0) return null
  return (
    <section className="grid gap-3" aria-labelledby="to-do">
      <h2 id="to-do">To do, as agreed</h2>
      <ul className="card divide-y divide-line">
        {due.map(({ caseId, itemId, title, what, dueOn }) => (
          <li key={itemId} className="card-link flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5">
            <div className="min-w-0 grow basis-60">
              <p>
                <Link href={`/cases/${caseId}/recommendation`} prefetch={false} className="card-link-target font-bold">
                  {what}
                </Link>
              </p>
              <p className="flex flex-wrap items-center gap-x-2.5 text-small">
                <span className="text-muted">{title}</span>
                <DueDay dueOn={dueOn} zone={zone} />
              </p>
            </div>
            <DoneButton caseId={caseId} itemId={itemId} what={what} done action={done} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function NoCases({ hasAnimals }: { hasAnimals: boolean }) {
  return (
    <EmptyState
      className="card"
      title="Your cases will be here"
      action={
        <ButtonLink href="/cases/new" variant="primary" size="large">
          {hasAnimals ? 'Ask for a second opinion' : 'Begin with your animal'}
        </ButtonLink>
      }
    >
      You say what worries you, a specialist hospital looks at the records, and you and your vet get a written answer.
      It takes about ten minutes to ask, and you can stop and go on at any time.
    </EmptyState>
  )
}

function Animals({ patients, next }: Props['animals']) {
  return (
    <section className="grid gap-3" aria-labelledby="animals">
      <h2 id="animals">Your animals</h2>
      {patients.length > 0 && (
        <ul className="card divide-y divide-line">
          {patients.map((patient) => (
            <li key={patient.id} className="grid gap-2 px-4 py-3">
              <div className="flex items-start gap-3">
                <span className="pet shrink-0" aria-hidden>
                  {speciesEmoji(patient.species)}
                </span>
                <div className="min-w-0 grow">
                  <p className="font-bold">{patient.name}</p>
                  <p className="text-small text-muted">{signalment(patient)}</p>
                  {patient.rehomedAt && <p className="text-small text-muted">Has a new home</p>}
                  {patient.diedOn && (
                    <p className="text-small text-muted">
                      Died on {formatTime(patient.diedOn, 'date', { zone: 'UTC' })}
                    </p>
                  )}
                </div>
              </div>
              <div className="flex flex-wrap gap-1">
                {!patient.diedOn && !patient.rehomedAt && (
                  <ButtonLink href={`/cases/new?patient=${patient.id}`} size="small">
                    Ask about {patient.name}
                  </ButtonLink>
                )}
                <ButtonLink href={`/home/animals/${patient.id}`} size="small" variant="quiet">
                  About {patient.name}
                </ButtonLink>
              </div>
            </li>
          ))}
        </ul>
      )}
      {patients.length === 0 && <p className="text-muted">None yet.</p>}
      <div className="flex flex-wrap items-center gap-3">
        <ButtonLink href="/home/animals/new" size="small">
          <Plus /> Add an animal
        </ButtonLink>
        {next && (
          <Link href={`/home?animals=${next}`} prefetch={false} className="link text-small">
            More animals
          </Link>
        )}
      </div>
    </section>
  )
}
