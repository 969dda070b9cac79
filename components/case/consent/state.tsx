import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { CircleCheck, CircleX, Hourglass } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import { statedWords } from '#lib/case/consent/history.ts'
import type { AnswerView, ConsentView, ReleaseView } from '#lib/case/consent/queries.ts'
import { scopeInWords } from '#lib/case/consent/scope.ts'

type Props = { view: ConsentView; zone: string; title?: string }

/** Who has signed what, until when: the same two lines for everybody. */
export function ConsentState({ view, zone, title = 'Who has signed' }: Props) {
  return (
    <Card title={title} flush>
      <ul className="divide-y divide-line">
        <ReleaseLine view={view} zone={zone} />
        <AnswerLine view={view} zone={zone} />
      </ul>
    </Card>
  )
}

function ReleaseLine({ view, zone }: Props) {
  const { release, owner } = view
  const mine = view.side === 'OWNER'
  if (!release)
    return (
      <Line state="waiting" who={owner} part="owner">
        {mine ? 'You have not signed yet' : 'Has not signed yet'}
      </Line>
    )
  if (!release.stands)
    return (
      <Line state="no" who={owner} part="owner">
        <Ended signed={release} what={release.statedHow ? 'The consent' : 'The release'} zone={zone} />
      </Line>
    )
  if (release.statedHow)
    return (
      <Line state="yes" who={owner} part="owner">
        Consented {statedWords(release)}, as {release.signedName} states. Until{' '}
        <b>
          <Time value={release.expiresAt} detail="date" zone={zone} />
        </b>
        {release.statedNote && <span className="block text-muted">{release.statedNote}</span>}
        <OnPaper caseId={view.caseId} id={release.id} />
      </Line>
    )
  return (
    <Line state="yes" who={owner} part="owner">
      Released {scopeInWords(release.scope, view.names)} <Signed signed={release} zone={zone} />
      <OnPaper caseId={view.caseId} id={release.id} />
    </Line>
  )
}

function AnswerLine({ view, zone }: Props) {
  const { answer, vet, askedAt, withoutPractice } = view
  const part = `attending vet, ${vet.practice}`
  if (!answer)
    return (
      <Line state="waiting" who={vet.name} part={part}>
        {withoutPractice ? 'Has not answered; the case goes on without the practice' : 'Has not answered yet'}
        {askedAt && view.side !== 'HOSPITAL' && (
          <span className="text-muted">
            {' · asked '}
            <Time value={askedAt} zone={zone} relative />
          </span>
        )}
      </Line>
    )
  if (answer.decision === 'DECLINED')
    return (
      <Line state="no" who={vet.name} part={part}>
        Did not agree, <Time value={answer.signedAt} detail="date" zone={zone} />
        <q className="mt-1 block text-ink">{answer.reason}</q>
        <SignedBy signed={answer} than={vet.name} />
        <OnPaper caseId={view.caseId} id={answer.id} />
      </Line>
    )
  if (!answer.stands)
    return (
      <Line state="no" who={vet.name} part={part}>
        <Ended signed={answer} what="The agreement" zone={zone} />
      </Line>
    )
  return (
    <Line state="yes" who={vet.name} part={part}>
      Agreed to share {scopeInWords(answer.scope, view.names)} <Signed signed={answer} zone={zone} />
      <SignedBy signed={answer} than={vet.name} />
      {answer.comment && <q className="mt-1 block whitespace-pre-line text-ink">{answer.comment}</q>}
      <OnPaper caseId={view.caseId} id={answer.id} />
    </Line>
  )
}

const LOOK = {
  yes: { Shape: CircleCheck, className: 'text-brand', word: 'Signed' },
  no: { Shape: CircleX, className: 'text-danger', word: 'Not given' },
  waiting: { Shape: Hourglass, className: 'text-turn', word: 'Waiting' },
}

type LineProps = { state: keyof typeof LOOK; who: string; part: string; children: ReactNode }

function Line({ state, who, part, children }: LineProps) {
  const { Shape, className, word } = LOOK[state]
  return (
    <li className="flex gap-3 px-4 py-3">
      <Shape label={word} className={`mt-0.5 text-lead ${className}`} />
      <div className="min-w-0">
        <p>
          <b>{who}</b> <span className="text-small text-muted">{part}</span>
        </p>
        <div className="text-small">{children}</div>
      </div>
    </li>
  )
}

function Signed({ signed, zone }: { signed: ReleaseView | AnswerView; zone: string }) {
  return (
    <>
      on <Time value={signed.signedAt} detail="date" zone={zone} />, until{' '}
      <b>
        <Time value={signed.expiresAt} detail="date" zone={zone} />
      </b>
      <span className="text-muted"> · text version {signed.version}</span>
    </>
  )
}

/** A colleague may have answered in the vet's place. */
function SignedBy({ signed, than }: { signed: AnswerView; than: string }) {
  if (signed.signedName === than) return null
  return <span className="block text-muted">Signed by {signed.signedName}</span>
}

function Ended({ signed, what, zone }: { signed: ReleaseView | AnswerView; what: string; zone: string }) {
  return signed.revokedAt ? (
    <>
      {what} was ended on <Time value={signed.revokedAt} detail="date" zone={zone} />
    </>
  ) : (
    <>
      {what} reached its end date, <Time value={signed.expiresAt} detail="date" zone={zone} />
    </>
  )
}

/** What was signed, to keep. */
function OnPaper({ caseId, id }: { caseId: string; id: string }) {
  return (
    <a className="link mt-1 block w-fit py-1" href={`/api/cases/${caseId}/consent/${id}/pdf`} download>
      What was signed (PDF)
    </a>
  )
}
