import type { ReactNode } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DeclineView, EstimateView, QuestionView } from '#lib/case/triage/queries.ts'
import { declineLabel } from '#lib/case/triage/rules.ts'
import { formatMoney } from '#lib/money.ts'

type DeclineProps = {
  caseId: string
  hospital: string
  decline: DeclineView
  zone: string
  /** Null unless the reader may send the case on. */
  resend: FormAction | null
  /** The practice asked, and asks again. */
  byPractice: boolean
}

/** Why the hospital could not take the case, in full, and what helps next. */
export function Declined({ caseId, hospital, decline, zone, resend, byPractice }: DeclineProps) {
  const label = declineLabel(decline.reason)
  return (
    <Card title="The reason" actions={label && <Pill>{label}</Pill>}>
      <blockquote className="triage-words" dir="auto">
        {decline.explanation}
      </blockquote>
      <p className="mt-2 text-small text-muted">
        {hospital}, <Time value={decline.declinedAt} zone={zone} />
      </p>
      {decline.suggestion && (
        <>
          <h3 className="mt-4 mb-1">What may help next</h3>
          <p dir="auto" className="whitespace-pre-line">
            {decline.suggestion}
          </p>
        </>
      )}
      {resend && (
        <ActionForm action={resend} label="Send to another hospital" className="mt-4 grid gap-2">
          <input type="hidden" name="caseId" value={caseId} />
          <p>
            <SubmitButton pendingLabel="Making a copy">Send to another hospital</SubmitButton>
          </p>
          <p className="text-small text-muted">
            {byPractice
              ? 'What you wrote and the records that your practice added are carried over into a new draft. You choose the hospital. It sees nothing before you sign, and the owner is asked anew.'
              : 'What you wrote and the records of this case are carried over into a new request. You choose the hospital. It sees nothing yet: you and your vet are both asked for consent again.'}
          </p>
        </ActionForm>
      )}
    </Card>
  )
}

type EstimatesProps = { caseId: string; estimates: EstimateView[]; zone: string; mayPay: boolean }

/** Every estimate that was sent, the newest first. */
export function Estimates({ caseId, estimates, zone, mayPay }: EstimatesProps) {
  if (estimates.length === 0) return null
  return (
    <Card title={estimates.length === 1 ? 'Estimate' : 'Estimates'}>
      <ul className="grid gap-4">
        {estimates.map((estimate) => (
          <li key={estimate.id}>
            <Facts
              items={[
                {
                  label: 'Fee in full',
                  value: estimate.amount && <b className="num">{formatMoney(estimate.amount)}</b>,
                },
                {
                  label: 'Answer',
                  value: `within ${estimate.turnaroundHours} hours of payment, on the hospital’s clock`,
                },
                { label: 'Sent', value: <Time value={estimate.sentAt} zone={zone} /> },
                { label: 'Can be paid until', value: <Time value={estimate.validUntil} zone={zone} /> },
                {
                  label: 'Note',
                  value: estimate.note && (
                    <span dir="auto" className="whitespace-pre-line">
                      {estimate.note}
                    </span>
                  ),
                },
                { label: 'State', value: estimate.superseded && 'replaced by a newer one' },
              ]}
            />
          </li>
        ))}
      </ul>
      {mayPay && (
        <p className="mt-4">
          <ButtonLink variant="primary" href={`/cases/${caseId}/fee`}>
            See the estimate and pay
          </ButtonLink>
        </p>
      )}
    </Card>
  )
}

type QuestionsProps = {
  questions: QuestionView[]
  names: { owner: string; practice: string; hospital: string }
  zone: string
}

/** What the hospital asked and what it was told, the newest first. */
export function Questions({ questions, names, zone }: QuestionsProps) {
  if (questions.length === 0) return null
  return (
    <Card title="Questions and answers">
      <ol className="grid gap-5">
        {questions.map(({ id, askedOf, question, askedAt, answer, answeredBy, answeredAt }) => (
          <li key={id} className="grid gap-1.5">
            <Line>
              {names.hospital} asked {askedOf === 'PRACTICE' ? names.practice : names.owner},{' '}
              <Time value={askedAt} zone={zone} />
            </Line>
            <p className="triage-words" dir="auto">
              {question}
            </p>
            {answer === null ? (
              <Line>No answer yet</Line>
            ) : (
              <>
                <Line>
                  {answeredBy} answered{answeredAt && ', '}
                  {answeredAt && <Time value={answeredAt} zone={zone} />}
                </Line>
                <p className="triage-words triage-answer" dir="auto">
                  {answer}
                </p>
              </>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

const Line = ({ children }: { children: ReactNode }) => <p className="text-small text-muted">{children}</p>
