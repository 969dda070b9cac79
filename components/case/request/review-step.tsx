import type { ReactNode } from 'react'
import Link from 'next/link'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { ArrowLeft, Folder, Send } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { RequestView } from '#lib/case/request/queries.ts'
import { type Missing, type RequestStep, STEP_WORDS } from '#lib/case/request/rules.ts'
import { PrintButton } from '#components/ui/print-button.tsx'
import { SameGroupNotice } from './same-group.tsx'
import { RequestDocument } from './request-document.tsx'

type Props = {
  caseId: string
  request: RequestView
  missing: Missing[]
  recordCount: number
  send: FormAction
  href: (step: RequestStep) => string
  /** Corporate group of the attending vet's practice; '' where none is known. */
  practiceGroup: string
  /** Whose request it is. */
  animal: ReactNode
  /** How ready the records are for the chosen specialty. */
  readiness: ReactNode
  /** Who gets the answer, by which rule. */
  delivery: ReactNode
}

/** The last step: everything on one page, what is missing with its link, and sending. */
export function ReviewStep({ caseId, request, missing, recordCount, send, href, ...rest }: Props) {
  const { practiceGroup, animal, readiness, delivery } = rest
  return (
    <div className="grid gap-6">
      {missing.length > 0 && <StillMissing missing={missing} href={href} />}
      <SameGroupNotice practiceGroup={practiceGroup} hospital={request.service?.hospital} href={href('hospital')} />
      {animal}
      <RequestDocument request={request} editHref={href} />
      <Notice
        title={
          recordCount === 0 ? 'No records yet' : `${recordCount} ${recordCount === 1 ? 'record' : 'records'} added`
        }
      >
        Your vet can add the records when they agree. If you have some yourself (invoices with findings, images, lab
        results), add them now or later.{' '}
        <Link href={`/cases/${caseId}/records`} prefetch={false} className="link">
          <Folder /> Add records
        </Link>
      </Notice>
      {readiness}
      {delivery}
      <ActionForm action={send} label="Send the request" className="no-print grid gap-3">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="version" value={request.version} />
        {missing.length === 0 && <WhatHappensNext request={request} />}
        <div className="flex flex-wrap gap-2">
          {missing.length === 0 && (
            <SubmitButton size="large" className="max-sm:grow" pendingLabel="Sending…">
              <Send /> Send the request
            </SubmitButton>
          )}
          <ButtonLink href={href('hospital')} size="large" variant="quiet">
            <ArrowLeft /> Back
          </ButtonLink>
          <PrintButton variant="quiet" size="large" />
        </div>
      </ActionForm>
    </div>
  )
}

function StillMissing({ missing, href }: Pick<Props, 'missing' | 'href'>) {
  return (
    <Notice tone="warn" title="Before you can send it">
      <ul className="grid gap-1">
        {missing.map(({ step, field, message }) => (
          <li key={`${field}${message}`}>
            <Link href={href(step)} prefetch={false} className="link">
              {message}
            </Link>{' '}
            <span className="text-small text-muted">({STEP_WORDS[step]})</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function WhatHappensNext({ request }: { request: RequestView }) {
  const hospital = request.service?.hospital.name ?? 'The hospital'
  return (
    <div className="max-w-text">
      <p className="font-medium">What happens next</p>
      <ol className="list-decimal pl-5">
        <li>You sign which records {hospital} may see. Without that it sees none.</li>
        <li>{request.attendingVetName} gets an e-mail, and is asked to agree and to share the records.</li>
        <li>{hospital} looks whether it can help, and names the fee. You pay only after that.</li>
      </ol>
    </div>
  )
}
