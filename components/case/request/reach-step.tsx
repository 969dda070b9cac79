import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Select } from '#components/ui/select.tsx'
import type { RequestView } from '#lib/case/request/queries.ts'
import { REACH_WAYS, REACH_WORDS } from '#lib/case/wishes.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { StepForm, type StepProps } from './step-form.tsx'
import { TextField } from './text-field.tsx'

/** How the hospital reaches the owner, and in which language: filled in from the last time. */
export function ReachStep({ request, ...form }: StepProps & { request: RequestView }) {
  const { reachBy, language } = request
  return (
    <StepForm step="reach" {...form}>
      <p className="max-w-text">
        Some hospitals ring before they answer, or when something is not clear. Your vet and the hospital see what you
        say here, and nobody else.
      </p>
      <Field
        name="language"
        label="Which language do you speak best?"
        hint="On the next page, hospitals that answer in it come with a word about it."
      >
        <Select defaultValue={language}>
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Fieldset name="reachBy[]" legend="How may the hospital reach you?">
        {REACH_WAYS.map((way) => (
          <Checkbox
            key={way}
            value={way}
            label={REACH_WORDS[way]}
            defaultChecked={reachBy.includes(way) || (way === 'MAIL' && reachBy.length === 0)}
          />
        ))}
      </Fieldset>
      <TextField
        name="reachPhone"
        label="Phone number"
        hint="Needed only if you ticked phone. With the country’s code if you ask abroad."
        value={request.reachPhone}
        rows={1}
        max={40}
        type="tel"
        autoComplete="tel"
      />
      <TextField
        name="reachTimes"
        label="When is a good time?"
        hint="For example: weekdays after six, not on Friday."
        value={request.reachTimes}
        rows={1}
        max={120}
        autoComplete="off"
      />
    </StepForm>
  )
}
