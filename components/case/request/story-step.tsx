import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Plus } from '#components/ui/icons.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { RequestView } from '#lib/case/request/queries.ts'
import { linesShown, MOST_LINES, MOST_WHAT, MOST_WHEN } from '#lib/case/request/timeline.ts'
import { type Happened, SITUATIONS } from '#lib/case/wishes.ts'
import { ListLine } from './list-line.tsx'
import { StepForm, type StepProps } from './step-form.tsx'
import { TextField } from './text-field.tsx'
import { Theirs } from './theirs.tsx'

/** What happened, in the owner's words: the problem, a few days, and the rest as a text. */
export function StoryStep({ request, ...form }: StepProps & { request: RequestView }) {
  const name = request.patientName
  return (
    <StepForm step="story" {...form}>
      <TextField
        name="presentingComplaint"
        label={`What is the problem with ${name}?`}
        hint="One or two sentences. The first line becomes the title of your case."
        value={request.presentingComplaint}
        required
        rows={3}
        max={4_000}
      />
      <Field name="situation" label="Why a second opinion now?" optional hint="We then suggest questions that fit.">
        <Select defaultValue={request.situation}>
          <option value="">Something else</option>
          {SITUATIONS.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Days happened={request.happened} />
      <TextField
        name="history"
        label="What happened, and when? In your own words"
        hint="Everything that does not fit a day: what was done, what helped and what did not. Leave it empty if the days above say it."
        value={request.history}
        rows={5}
        max={20_000}
      />
    </StepForm>
  )
}

/** A day and what was seen, a line each: the hospital reads them as a timeline. */
function Days({ happened }: { happened: readonly Happened[] }) {
  const shown = linesShown(happened.length)
  return (
    <div className="grid gap-2">
      <Fieldset
        name="what[]"
        legend="The days that you remember"
        hint="From the first sign to today. Rough is fine: “March 2026”, “two weeks ago”."
        optional
      >
        <ol key={happened.length} className="grid gap-3">
          {Array.from({ length: shown }, (_, at) => (
            <li key={at} className="grid grid-cols-[minmax(6.5rem,2fr)_minmax(0,5fr)] gap-2">
              <ListLine
                name="when[]"
                at={at}
                value={happened[at]?.when ?? ''}
                max={MOST_WHEN}
                label={`Line ${at + 1}: when`}
                placeholder={at === 0 ? 'When' : undefined}
              />
              <ListLine
                name="what[]"
                at={at}
                value={happened[at]?.what ?? ''}
                max={MOST_WHAT}
                label={`Line ${at + 1}: what happened`}
                placeholder={at === 0 ? 'What you saw, or what was done' : undefined}
              />
            </li>
          ))}
        </ol>
      </Fieldset>
      <Theirs name="what[]" />
      {shown < MOST_LINES && (
        <div>
          <SubmitButton name="go" value="more" size="small" variant="quiet">
            <Plus /> More lines
          </SubmitButton>
        </div>
      )}
    </div>
  )
}
