import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ArrowRight, FileText } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { MOST_PASTED } from '#lib/case/request/paste.ts'
import { BEGUN_KINDS, BEGUN_WORDS, type BegunKind } from '#lib/case/request/practice-rules.ts'

type Props = {
  slug: string
  practice: string
  /** Chosen on the page before. */
  kind: BegunKind | null
  offer: { id: string; hospital: string; name: string } | null
  begin: FormAction
}

/** A practice begins a case: which of the two, and one paste that fills in what it says for certain. */
export function BeginCase({ slug, practice, kind, offer, begin }: Props) {
  return (
    <div className="page page-form grid gap-6">
      <div>
        <h1 className="text-large">A new case of {practice}</h1>
        <p className="mt-1 max-w-text text-muted">
          A few minutes. Everything is saved as you go; colleagues can prepare it, a vet signs and sends it.
        </p>
      </div>
      {offer && (
        <Notice title={`It goes to ${offer.hospital}`}>{offer.name}. You can choose another hospital later.</Notice>
      )}
      <ActionForm action={begin} label="Begin a case" className="grid gap-6" okMessage="silent">
        <input type="hidden" name="org" value={slug} />
        {offer && <input type="hidden" name="service" value={offer.id} />}
        <Fieldset name="kind" legend="What would you like to do?" required>
          {BEGUN_KINDS.map((one) => (
            <ChoiceCard
              key={one}
              value={one}
              title={BEGUN_WORDS[one].title}
              hint={BEGUN_WORDS[one].hint}
              defaultChecked={one === (kind ?? 'REFERRAL')}
            />
          ))}
        </Fieldset>
        <Field
          name="paste"
          label="Paste the history from your system"
          optional
          hint="Lines such as “Patient:”, “Species:”, “DOB:”, “Weight:”, “Owner:”, “History:” or “Medications:” are read into the form, and a table of one animal as well. Nothing is guessed: the rest is shown to you as it is."
        >
          <Textarea rows={10} maxLength={MOST_PASTED} spellCheck={false} />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton size="large" className="max-sm:w-full" pendingLabel="Reading…">
            Begin <ArrowRight />
          </SubmitButton>
          <SubmitButton name="go" value="file" size="large" variant="secondary" className="max-sm:w-full">
            <FileText /> Begin with a file
          </SubmitButton>
        </div>
        <p className="max-w-text text-small text-muted">
          A file is a PDF, a CSV table or a text of up to 10 MB, as your system prints or exports it. It is read like a
          paste, and becomes a record of the case.
        </p>
      </ActionForm>
    </div>
  )
}
