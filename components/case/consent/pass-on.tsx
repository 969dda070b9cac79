import { passOnToColleague } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Field } from '#components/ui/field.tsx'
import { Mail } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { CaseFields, More } from './parts.tsx'

/** For a vet who is not the right one to answer: a colleague gets a link of their own, or the owner learns of the right practice. */
export function PassOn({ view, link }: { view: ConsentView; link?: string | undefined }) {
  const { vet, owner, can, caseId } = view
  return (
    <div className="text-small">
      <More label={`Not ${vet.name}? Pass it on`} look="quiet">
        {can('consent.passOn') && (
          <ActionForm action={passOnToColleague} className="grid gap-3" label="Pass it on to a colleague">
            <CaseFields caseId={caseId} link={link} />
            <p>
              A colleague at {vet.practice} may answer instead. They get a link of their own, and sign with their own
              name; {owner} reads that it was passed on.
            </p>
            <Field name="colleagueName" label="Your colleague’s name" required>
              <Input maxLength={160} autoComplete="off" />
            </Field>
            <Field name="colleagueEmail" label="Their e-mail address" required>
              <Input type="email" autoComplete="off" inputMode="email" />
            </Field>
            <div>
              <SubmitButton variant="secondary" pendingLabel="Sending…">
                <Mail /> Pass it on
              </SubmitButton>
            </div>
          </ActionForm>
        )}
        <p className="mt-3">
          Does {owner}’s animal go to another practice? Answer “No” with “Wrong practice”, and {owner} can correct the
          address.
        </p>
      </More>
    </div>
  )
}
