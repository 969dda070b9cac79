import type { ReactNode } from 'react'
import Link from 'next/link'
import { CircleCheck } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { turnDetail } from '#lib/case/next-step.ts'
import { STATUS_WORDS } from '#lib/case/status.ts'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'
import { Card } from '#components/ui/card.tsx'
import { Agreed, OpenCase } from './agreed.tsx'
import { AnswerForm } from './answer-form.tsx'
import { WhatIsAsked } from './asked.tsx'
import { PassOn } from './pass-on.tsx'

type Props = { view: ConsentView; token: string }
/** `mail`: the address for mail. `readiness`: what the specialty asks for, where the vet may add records. */
type PageProps = Props & { uploader: ReactNode; mail: ReactNode; readiness: ReactNode }

/** The vet's link carries no time zone: dates are days here, and days in UTC are right within hours. */
const ZONE = 'UTC'

/** The attending vet's page, without an account: the question, or where the case stands. */
export function LinkAnswer({ view, token, uploader, mail, readiness }: PageProps) {
  const { answer, can } = view
  const agreed = answer?.decision === 'AGREED' && answer.stands
  return (
    <div className="page page-phone">
      {agreed ? (
        <ThankYou {...{ view, token, uploader, mail, readiness }} />
      ) : can('consent.answer') ? (
        <Question {...{ view, token, readiness }} />
      ) : (
        <Over view={view} token={token} />
      )}
    </div>
  )
}

function Question({ view, token, readiness }: Omit<PageProps, 'uploader' | 'mail'>) {
  const { owner, patient, hospital, answer } = view
  const specialty = hospital.specialty ? `, ${SPECIALTY_WORDS[hospital.specialty].toLowerCase()},` : ''
  return (
    <div className="grid gap-5">
      <div>
        <h1 className="text-large">
          {owner} asks for a second opinion on {patient.name}, with you
        </h1>
        <p className="mt-2 text-muted">
          {hospital.name}
          {specialty} would advise. You stay {patient.name}’s vet: the answer comes to you and {owner} together. No
          account needed.
        </p>
      </div>
      {answer && <AnsweredBefore view={view} />}
      <Card>
        <WhatIsAsked view={view} zone={ZONE} />
      </Card>
      <AnswerForm view={view} link={token} />
      {readiness}
      <PassOn view={view} link={token} />
      {answer && <OpenCase view={view} link={token} />}
    </div>
  )
}

function AnsweredBefore({ view: { answer } }: { view: ConsentView }) {
  if (answer?.decision === 'DECLINED')
    return (
      <Notice tone="success" title="Thank you, your answer is in">
        You did not agree: “{answer.reason}” If that changes, answer again below.
      </Notice>
    )
  return (
    <Notice tone="warn" title="Your agreement has ended">
      Your records are closed to the hospital. You can agree again below.
    </Notice>
  )
}

function ThankYou({ view, token, uploader, mail, readiness }: PageProps) {
  const { patient } = view
  return (
    <div className="grid gap-5">
      <div>
        <p className="mb-2 text-title text-brand">
          <CircleCheck />
        </p>
        <h1 className="text-large">You agreed to share {patient.name}’s records</h1>
        <p className="mt-2 text-muted">
          <Where view={view} />
        </p>
      </div>
      {readiness}
      <Agreed {...{ view, uploader, mail }} zone={ZONE} link={token} />
      <OpenCase view={view} link={token} />
      <p className="text-small text-muted">
        Does this come often?{' '}
        <Link className="link" href="/sign-in?next=%2Forganizations%2Fnew" prefetch={false}>
          Open an account for your practice
        </Link>
        , free of charge: cases come to one board for the whole team, those you answered by mail as well.
      </p>
    </div>
  )
}

function Over({ view, token }: Props) {
  const { patient } = view
  return (
    <div className="grid gap-5">
      <div>
        <h1 className="text-large">{patient.name}’s case</h1>
        <p className="mt-2 text-muted">
          <Where view={view} />
        </p>
      </div>
      <p>Nothing is asked of you any more. You can still read the case.</p>
      <OpenCase view={view} link={token} primary />
    </div>
  )
}

/** Where the case stands, in a sentence. */
function Where({ view }: { view: ConsentView }) {
  const { status, release, answer, number } = view
  const agreed = answer?.decision === 'AGREED' && answer.stands
  return (
    <>
      {STATUS_WORDS[status].label}:{' '}
      {turnDetail({ ...view, released: release?.stands ?? false, agreed: agreed ?? false })}.{' '}
      <span className="whitespace-nowrap">Case {number}</span>.
    </>
  )
}
