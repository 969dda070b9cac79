import type { ReactNode } from 'react'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import type { TriageView } from '#lib/case/triage/queries.ts'
import { triageState } from '#lib/case/triage/rules.ts'
import { AcceptForm } from './accept-form.tsx'
import { AnswerForm } from './answer-form.tsx'
import { Brief } from './brief.tsx'
import { AskForm, DeclineForm } from './decide-forms.tsx'
import { Declined, Estimates, Questions } from './decided.tsx'
import { FocusHash } from './focus-hash.tsx'

type Actions = Record<'accept' | 'ask' | 'decline' | 'answer' | 'resend', FormAction>
type Props = {
  frame: CaseFrame
  view: TriageView
  zone: string
  mayMoney: boolean
  actions: Actions
  /** How ready the records are, for the hospital. */
  readiness: ReactNode
}

/** Triage as its reader needs it: forms for who decides, the question for who was asked, what was decided for all. */
export function TriageStage({ frame, view, zone, mayMoney, actions, readiness }: Props) {
  const { caseId, row, side, can } = frame
  const names = namesOf(frame, view)
  const asked = view.open?.askedOf ?? null
  const state = triageState(row.status, side, names, asked)
  const answers = view.open !== null && side === asked && can('triage.answer')
  return (
    <>
      <Card className="triage-state">
        <h2>{state.title}</h2>
        <p className="text-muted">{state.text}</p>
        {can('triage.decide') && view.brief && (
          <div className="mt-4 border-t border-line pt-4">
            <Brief brief={view.brief} />
            <p className="mt-3">
              <ButtonLink size="small" href={`/cases/${caseId}/records`}>
                Open the records
              </ButtonLink>
            </p>
          </div>
        )}
      </Card>
      {readiness}
      {answers && view.open && (
        <AnswerForm
          {...{ caseId, zone }}
          hospital={names.hospital}
          question={view.open}
          endsAt={row.expiresAt}
          action={actions.answer}
        />
      )}
      {view.decline && (
        <Declined
          {...{ caseId, zone }}
          hospital={names.hospital}
          decline={view.decline}
          byPractice={row.kind !== 'SECOND_OPINION'}
          resend={can('case.resend') && (row.kind === 'SECOND_OPINION') === (side === 'OWNER') ? actions.resend : null}
        />
      )}
      {can('triage.decide') && <AcceptForm {...{ caseId, view, mayMoney, ...actions }} payer={payerOf(row, names)} />}
      <Estimates {...{ caseId, zone }} estimates={view.estimates} mayPay={side === row.payer && can('fee.pay')} />
      {can('triage.ask') && (
        <AskForm
          {...{ caseId, ...names, practiceTakesPart: view.practiceTakesPart, vetsOnly: row.kind === 'CONSULTATION' }}
          pauses={row.status === 'IN_REVIEW'}
          action={actions.ask}
        />
      )}
      {can('triage.decide') && <DeclineForm caseId={caseId} action={actions.decline} />}
      <Questions
        questions={answers ? view.questions.filter(({ id }) => id !== view.open?.id) : view.questions}
        names={names}
        zone={zone}
      />
      <FocusHash />
    </>
  )
}

const payerOf = ({ payer }: CaseFrame['row'], { practice }: { practice: string }): string =>
  payer === 'OWNER' ? 'the owner' : practice

function namesOf(frame: CaseFrame, view: TriageView) {
  return {
    owner: frame.people.find(({ part }) => part === 'OWNER')?.name ?? 'the owner',
    practice: frame.practiceName || 'the practice',
    hospital: view.hospital?.name ?? 'the hospital',
  }
}
