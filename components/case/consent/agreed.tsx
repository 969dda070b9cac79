import type { ReactNode } from 'react'
import {
  addComment,
  narrowOurs,
  openCase,
  prolongAgreement,
  stopAgreement,
} from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { ArrowRight, Upload } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { scopeInWords } from '#lib/case/consent/scope.ts'
import { practiceHeardBy } from '#lib/words.ts'
import { AnswerForm } from './answer-form.tsx'
import { Extend } from './extend.tsx'
import { Narrow } from './narrow.tsx'
import { CaseFields, More } from './parts.tsx'

type Props = {
  view: ConsentView
  zone: string
  /** The mailed link's token, where the page was opened by it. */
  link?: string
  /** Where files are added, when this browser may fetch and send. */
  uploader: ReactNode
  /** The practice's own texts, where somebody signed in reads. */
  ownTexts?: ReactNode
  /** The address for mail. */
  mail: ReactNode
}

/** After a yes: add records, say a word, end it. */
export function Agreed({ view, zone, link, uploader, mail, ownTexts }: Props) {
  const { answer, caseId, can } = view
  if (!answer) return null
  const heading = `A word to ${practiceHeardBy(view.kind)}`
  return (
    <>
      {can('records.add') && (uploader || <AddRecords caseId={caseId} link={link} />)}
      {mail}
      {can('consent.answer') && (
        <Card>
          <ActionForm action={addComment} id="word" className="grid gap-3" label={heading}>
            <CaseFields caseId={caseId} link={link} />
            <Field name="comment" label={heading} optional>
              <Textarea rows={2} maxLength={500} defaultValue={answer.comment} />
            </Field>
            {ownTexts}
            <div>
              <SubmitButton variant="secondary" pendingLabel="Saving…">
                Save the comment
              </SubmitButton>
            </div>
          </ActionForm>
        </Card>
      )}
      <Standing {...{ view, zone, link }} />
    </>
  )
}

/** The agreement that stands: for longer, for less, for more, or no more. */
function Standing({ view, zone, link }: Pick<Props, 'view' | 'zone'> & { link: string | undefined }) {
  const { answer, caseId, can, hospital, owner, release, now } = view
  if (!answer) return null
  return (
    <Card title="Your agreement">
      <p>
        {hospital.name} may read, of what you add, {scopeInWords(answer.scope, view.names)}, until{' '}
        <b>
          <Time value={answer.expiresAt} detail="date" zone={zone} />
        </b>
        {release?.stands ? '.' : `, as soon as ${owner} has signed as well.`}
      </p>
      {can('consent.answer') && (
        <div className="mt-3">
          <Extend {...{ caseId, link, now, zone }} signed={answer} action={prolongAgreement} />
        </div>
      )}
      {can('consent.endAgreement') && (
        <div className="mt-3">
          <Narrow view={view} link={link} scope={answer.scope} action={narrowOurs} />
        </div>
      )}
      {can('consent.answer') && (
        <div className="mt-3">
          <More label="Share other records, or more">
            <p className="mb-4 text-muted">You answer again, and the new answer takes the place of this one at once.</p>
            <AnswerForm view={view} {...(link ? { link } : {})} again />
          </More>
        </div>
      )}
      {can('consent.endAgreement') && (
        <div className="mt-3">
          <More label="End the agreement" look="quiet-danger">
            <EndAgreement view={view} link={link} />
          </More>
        </div>
      )}
    </Card>
  )
}

function AddRecords({ caseId, link }: { caseId: string; link?: string | undefined }) {
  return (
    <Card title="Add records">
      <ActionForm action={openCase} className="grid gap-3" label="Add records">
        <CaseFields caseId={caseId} link={link} />
        <input type="hidden" name="to" value="records" />
        <p className="text-small text-muted">Clinic notes, laboratory results and original images help most.</p>
        <div>
          <SubmitButton pendingLabel="Opening…">
            <Upload /> Add records
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

/** A press that opens the case; by a mailed link it also lets this browser in. */
export function OpenCase({ view, link, primary }: { view: ConsentView; link?: string; primary?: boolean }) {
  return (
    <ActionForm action={openCase} label="Open the case">
      <CaseFields caseId={view.caseId} link={link} />
      <SubmitButton variant={primary ? 'primary' : 'secondary'} size="large" wide pendingLabel="Opening…">
        Open the case <ArrowRight />
      </SubmitButton>
    </ActionForm>
  )
}

function EndAgreement({ view, link }: { view: ConsentView; link?: string | undefined }) {
  const { hospital, owner, vet, caseId } = view
  return (
    <ActionForm action={stopAgreement} className="grid max-w-text gap-3" label="End the agreement">
      <CaseFields caseId={caseId} link={link} />
      <Notice tone="warn" title="What this does">
        <ul className="mt-1 grid list-disc gap-1 pl-4">
          <li>
            {hospital.name} can no longer open the records of {vet.practice}, from this moment on.
          </li>
          <li>What {owner} added stays open, as that is theirs to share.</li>
          <li>A signed opinion keeps the names of the records it relied on.</li>
          <li>You can agree again at any time.</li>
        </ul>
      </Notice>
      <div>
        <SubmitButton variant="danger" pendingLabel="Ending…">
          End it now
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
