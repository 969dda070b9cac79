import type { ReactNode } from 'react'
import { answerRequest } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { ConsentTextBox } from '#components/ui/consent-text.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { DECLINE_REASONS, DECLINE_WORDS } from '#lib/case/consent/rules.ts'
import { EVERYTHING } from '#lib/case/consent/scope.ts'
import { practiceHeardBy } from '#lib/words.ts'
import { SigningFields } from './parts.tsx'
import { KindsAndDays, ThingList } from './scope-fields.tsx'

type Props = {
  view: ConsentView
  /** The mailed link's token, where there is no cookie yet. */
  link?: string
  /** The practice's own texts, where somebody signed in answers. */
  ownTexts?: ReactNode
  /** In place of an agreement that stands: to say no, it is ended. */
  again?: boolean
}

/** The attending vet's answer: yes, some, or no with a reason; one signature. */
export function AnswerForm({ view, link, ownTexts, again = false }: Props) {
  const { patient, owner, hospital, texts, caseId, seen, readerName, vet } = view
  return (
    <ActionForm action={answerRequest} className="group grid gap-5" label="Your answer">
      <SigningFields caseId={caseId} text={texts.agreement} seen={seen.answer} link={link} />
      <Fieldset name="answer" legend={`Do you agree to share ${patient.name}’s records?`}>
        <ChoiceCard
          value="YES"
          title="Yes, and take part"
          hint="Add files now or later, from this device"
          defaultChecked
        />
        <Some view={view} />
        {!again && view.kind === 'SECOND_OPINION' && (
          <ChoiceCard
            value="NO"
            title="No"
            hint={`Say why in a line: ${owner} and ${hospital.name} will read it`}
            more={<Reasons />}
          />
        )}
      </Fieldset>
      <div className="group-has-[[value=NO]:checked]:hidden">
        <ConsentTextBox title="Agreement" text={texts.agreement} />
      </div>
      {ownTexts && (
        <div id="word" className="grid gap-2 group-has-[[value=NO]:checked]:hidden">
          <Field name="comment" label={`A word to ${practiceHeardBy(view.kind)}`} optional>
            <Textarea rows={2} maxLength={500} />
          </Field>
          {ownTexts}
        </div>
      )}
      <Field name="signedName" label="Signing as" hint={vet.practice} required>
        <Input defaultValue={readerName} autoComplete="name" maxLength={120} />
      </Field>
      {/* Two buttons of which the choice shows one, so that the verb is right without JavaScript too. */}
      <div className="group-has-[[value=NO]:checked]:hidden">
        <SubmitButton size="large" wide pendingLabel="Signing…">
          {again ? 'Sign the new answer' : 'Sign and add records'}
        </SubmitButton>
      </div>
      <div className="hidden group-has-[[value=NO]:checked]:block">
        <SubmitButton size="large" wide pendingLabel="Sending…">
          Send this answer
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

/** Kinds and days, or single records. */
function Some({ view: { things, answer } }: Pick<Props, 'view'>) {
  const before = answer?.decision === 'AGREED' && answer.scope.kinds.length > 0 ? answer.scope : EVERYTHING
  return (
    <>
      <ChoiceCard
        value="SOME"
        title="Yes, some of them"
        hint="You choose kinds and days"
        more={<KindsAndDays legend="Which kinds" scope={before} things={things} />}
      />
      {things.length > 0 && (
        <ChoiceCard
          value="ONLY"
          title="Yes, single records only"
          hint="Nothing that you add later is shared, unless you answer again"
          more={
            <ThingList
              name="only[]"
              legend="Share only these"
              things={things}
              ticked={before.pick === 'ONLY' ? before.items : []}
            />
          }
        />
      )}
    </>
  )
}

function Reasons() {
  return (
    <div className="grid gap-3">
      <Fieldset
        name="reason"
        legend="Why"
        hint={`With “${DECLINE_WORDS.WRONG_PRACTICE}” the case is yours no more: you see nothing of it from then on.`}
      >
        <div>
          {DECLINE_REASONS.map((reason) => (
            <Checkbox key={reason} type="radio" name="reason" value={reason} label={DECLINE_WORDS[reason]} />
          ))}
        </div>
      </Fieldset>
      <Field name="reasonLine" label="In a line" hint="Needed for another reason; kind and short helps most">
        <Input maxLength={300} autoComplete="off" />
      </Field>
    </div>
  )
}
