import type { ReactNode } from 'react'
import Link from 'next/link'
import { ConsentTextBox } from '#components/ui/consent-text.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { ArrowLeft, Folder, Signature } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { formatTime } from '#components/ui/time-format.ts'
import { asConsentWay, CONSENT_WAY_WORDS } from '#lib/case/consent/rules.ts'
import type { PracticeDraft } from '#lib/case/request/practice-draft.ts'
import { type BegunKind, PRACTICE_STEP_WORDS, type PracticeStep } from '#lib/case/request/practice-rules.ts'
import type { RequestStep } from '#lib/case/request/rules.ts'
import { RequestDocument } from './request-document.tsx'

export type ReviewProps = {
  caseId: string
  kind: BegunKind
  draft: PracticeDraft
  recordCount: number
  /** The texts that are signed; null for those who may not sign. */
  texts: { agreement: Text; statement: Text } | null
  signer: string
  animal: ReactNode
  readiness: ReactNode
  href: (step: PracticeStep) => string
  send: FormAction
}
type Text = { id: string; version: number; body: string }

const STEP_OF: Record<RequestStep, PracticeStep> = {
  ...{ check: 'write', story: 'write', plan: 'write', questions: 'write', reach: 'write', vet: 'write' },
  ...{ hospital: 'hospital', review: 'review' },
}

/** Everything on one page, what is missing with its link, the texts, the signature. */
export function PracticeReview(props: ReviewProps) {
  const { caseId, kind, draft, recordCount, animal, readiness, href } = props
  return (
    <div className="grid gap-6">
      {draft.missing.length > 0 && <StillMissing missing={draft.missing} href={href} />}
      {animal}
      <OwnerCard kind={kind} draft={draft} />
      <RequestDocument request={draft.request} kind={kind} editHref={(step) => href(STEP_OF[step])} />
      <Notice
        title={
          recordCount === 0 ? 'No records yet' : `${recordCount} ${recordCount === 1 ? 'record' : 'records'} added`
        }
      >
        Clinic notes, laboratory results and original images help most. They open to the hospital once the consents
        stand.{' '}
        <Link href={`/cases/${caseId}/records`} prefetch={false} className="link">
          <Folder /> Add records
        </Link>
      </Notice>
      {readiness}
      {draft.missing.length === 0 && <Sign {...props} />}
      <div className="no-print">
        <ButtonLink href={href('hospital')} variant="quiet">
          <ArrowLeft /> Back
        </ButtonLink>
      </div>
    </div>
  )
}

function OwnerCard({ kind, draft }: Pick<ReviewProps, 'kind' | 'draft'>) {
  const way = asConsentWay(draft.consentHow)
  const consultation = kind === 'CONSULTATION'
  return (
    <Card title="Owner">
      <Facts
        items={[
          { label: 'Name', value: draft.ownerName },
          { label: 'E-mail', value: <span className="break-all">{draft.ownerEmail}</span> },
          { label: 'Pays the fee', value: draft.payer === 'OWNER' ? 'The owner' : 'Our practice' },
          {
            label: 'Consented',
            value:
              consultation && way && draft.consentOn
                ? `${CONSENT_WAY_WORDS[way]}, ${formatTime(draft.consentOn, 'date', { zone: 'UTC' })}`
                : '',
          },
          { label: 'Note', value: consultation ? draft.consentNote : '' },
        ]}
      />
    </Card>
  )
}

function StillMissing({ missing, href }: { missing: PracticeDraft['missing']; href: ReviewProps['href'] }) {
  return (
    <Notice tone="warn" title="Before it can be sent">
      <ul className="grid gap-1">
        {missing.map(({ step, field, message }) => (
          <li key={`${field}${message}`}>
            <Link href={href(step)} prefetch={false} className="link">
              {message}
            </Link>{' '}
            <span className="text-small text-muted">({PRACTICE_STEP_WORDS[step]})</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Sign({ caseId, kind, draft, texts, signer, send }: ReviewProps) {
  if (!texts)
    return (
      <Notice title="A vet of your practice signs and sends it">
        Everything is there. It waits on your board for one of your vets.
      </Notice>
    )
  const { agreement, statement } = texts
  const consultation = kind === 'CONSULTATION'
  return (
    <ActionForm action={send} label="Sign and send" className="no-print grid gap-5">
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="version" value={draft.request.version} />
      <input type="hidden" name="textId" value={agreement.id} />
      {consultation && <input type="hidden" name="statementId" value={statement.id} />}
      <ConsentTextBox text={agreement} title={consultation ? 'Consultation' : 'Referral'} />
      {consultation && <ConsentTextBox text={statement} title="The owner’s consent" />}
      <WhatHappensNext kind={kind} draft={draft} />
      <Field name="signedName" label="Signing as" hint={draft.request.attendingVetPractice} required>
        <Input defaultValue={signer} autoComplete="name" maxLength={120} />
      </Field>
      <div>
        <SubmitButton size="large" className="max-sm:w-full" pendingLabel="Signing…">
          <Signature /> Sign and send
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function WhatHappensNext({ kind, draft }: Pick<ReviewProps, 'kind' | 'draft'>) {
  const hospital = draft.request.service?.hospital.name ?? 'The hospital'
  const payer = draft.payer === 'OWNER' ? draft.ownerName : 'You'
  const pay = draft.payer === 'OWNER' ? 'pays' : 'pay'
  const steps =
    kind === 'REFERRAL'
      ? [
          `${draft.ownerName} gets a mail at ${draft.ownerEmail}, reads this, and signs or does not. Until then ${hospital} sees nothing.`,
          `${hospital} looks whether it can help, and names its fee. ${payer} ${pay} only after that.`,
          'The answer comes to you and to the owner together. You are told of every step, a decline included.',
        ]
      : [
          `${hospital} gets it at once, looks whether it can help, and names its fee. ${payer} ${pay} only after that.`,
          'The answer comes to you. The owner reads it here only if you share it.',
        ]
  return (
    <div className="max-w-text">
      <p className="font-medium">What happens next</p>
      <ol className="list-decimal pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  )
}
