import Link from 'next/link'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { ArrowLeft, Signature } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import { atHandWords } from '#lib/case/recommendation/at-hand.ts'
import type { RecommendationView } from '#lib/case/recommendation/queries.ts'
import { Sections } from './sections.tsx'
import { FORM_ID } from './write-form.tsx'

type View = Extract<RecommendationView, { mode: 'review' }>
type Props = { frame: CaseFrame; view: View; signer: string; sign: FormAction }

/** The draft as the signed page will look, what is in the way of signing, and the signature. */
export function Review({ frame, view, signer, sign }: Props) {
  const { draft, missing, blocked, records } = view
  const back = `/cases/${frame.caseId}/recommendation?step=write`
  return (
    <div className="grid gap-4">
      {missing.length > 0 && (
        <Notice tone="warn" title="Before it can be signed">
          <ul className="grid gap-1">
            {missing.map(({ field, message }) => (
              <li key={field}>
                <Link href={`${back}#${FORM_ID}-${field}`} prefetch={false} className="link">
                  {message}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {blocked && <Blocked caseId={frame.caseId} reason={blocked} />}
      <article
        className="document min-w-0 rounded-m border border-line bg-surface shadow-card print:border-0 print:shadow-none"
        aria-labelledby="document-title"
      >
        <div className="px-5 py-6 sm:px-9 sm:py-8 print:p-0">
          <p className="text-small text-muted">Draft, as it will be read once signed</p>
          <h2 id="document-title" className="text-large">
            {draft.number > 1 ? `Addendum ${draft.number - 1}` : 'Recommendation'}
          </h2>
          <Sections content={draft.content} side={frame.side} />
        </div>
      </article>
      {missing.length === 0 && !blocked && <SignForm {...{ frame, draft, signer, sign }} records={records} />}
      <p>
        <ButtonLink variant="quiet" href={back}>
          <ArrowLeft /> Go on writing
        </ButtonLink>
      </p>
    </div>
  )
}

function Blocked({ caseId, reason }: { caseId: string; reason: string }) {
  return (
    <Notice
      tone="danger"
      title="It cannot be signed just now"
      action={
        <>
          <ButtonLink size="small" href={`/cases/${caseId}/consent`}>
            See the consent
          </ButtonLink>
          <ButtonLink size="small" href={`/cases/${caseId}/thread`}>
            Write in the thread
          </ButtonLink>
        </>
      }
    >
      {reason} Your draft is kept.
    </Notice>
  )
}

type SignProps = Pick<Props, 'frame' | 'signer' | 'sign'> & { draft: View['draft']; records: View['records'] }

function SignForm({ frame, draft, signer, sign, records }: SignProps) {
  const addendum = draft.number > 1
  return (
    <Card title={addendum ? 'Sign the addendum' : 'Sign the recommendation'}>
      <ActionForm action={sign} label="Signature" className="grid gap-4">
        <input type="hidden" name="caseId" value={frame.caseId} />
        <input type="hidden" name="number" value={draft.number} />
        <input type="hidden" name="version" value={draft.version} />
        <p className="max-w-text text-small text-muted">
          Signed once, it never changes; what is to be said later becomes an addendum. Owner and attending vet get it
          together, at once.{' '}
          {records.length === 0
            ? 'No record can be opened now, so none is listed as relied on.'
            : `Listed as at hand: ${atHandWords(records)}.`}
        </p>
        <Field name="signedName" label="Your full name" hint={`As in your account: ${signer}`} required>
          <Input autoComplete="name" maxLength={120} />
        </Field>
        <Checkbox
          name="statement"
          required
          label="This is my own professional opinion, given from the records listed here."
        />
        <div>
          <SubmitButton size="large" pendingLabel="Signing…">
            <Signature /> {addendum ? 'Sign the addendum' : 'Sign the recommendation'}
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
