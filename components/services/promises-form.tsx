import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { Promises } from '#lib/organization/services.ts'
import { DELIVERY_POLICIES } from '#lib/organization/service-schema.ts'

const DELIVERY: Record<Promises['deliveryPolicy'], { label: string; hint: string }> = {
  ATTENDING_VET_ONLY: {
    label: 'Only together with the attending vet',
    hint: 'Without the vet’s agreement the case does not go on.',
  },
  AFTER_LIVE_EXAM: {
    label: 'To the owner after an examination of your own',
    hint: 'Without the attending vet, once your hospital has seen the animal.',
  },
  GENERAL_ADVICE: {
    label: 'To the owner as general advice',
    hint: 'Without the attending vet, general words only: no diagnosis, no doses.',
  },
}

/** The promises, for those who may only read them. */
export function PromisesFacts({ promises }: { promises: Promises }) {
  return (
    <Facts
      items={[
        { label: 'Decision', value: `${promises.triageHours} hours after consent` },
        { label: 'Answer', value: `${promises.turnaroundHours} hours after payment` },
        { label: 'Questions', value: `${promises.followUpDays} days after the answer` },
        { label: 'Delivery', value: DELIVERY[promises.deliveryPolicy].label },
      ]}
    />
  )
}

/** What the hospital promises for every case. */
export function PromisesForm({ slug, promises, action }: { slug: string; promises: Promises; action: FormAction }) {
  return (
    <ActionForm action={action} label="Promises" okMessage="toast" className="grid gap-4">
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name="version" value={promises.version} />
      <Field name="triageHours" label="Hours to your decision" hint="From the moment consent is complete." required>
        <Input type="number" min={1} max={336} defaultValue={promises.triageHours} />
      </Field>
      <Field
        name="turnaroundHours"
        label="Hours to the answer"
        hint="From payment; a service can promise another time."
        required
      >
        <Input type="number" min={1} max={720} defaultValue={promises.turnaroundHours} />
      </Field>
      <Field name="followUpDays" label="Days for questions" hint="After the answer." required>
        <Input type="number" min={1} max={90} defaultValue={promises.followUpDays} />
      </Field>
      <Fieldset name="deliveryPolicy" legend="When the attending vet takes no part" required>
        {DELIVERY_POLICIES.map((policy) => (
          <Checkbox
            key={policy}
            type="radio"
            value={policy}
            label={DELIVERY[policy].label}
            hint={DELIVERY[policy].hint}
            defaultChecked={policy === promises.deliveryPolicy}
          />
        ))}
      </Fieldset>
      <p>
        <SubmitButton variant="secondary" pendingLabel="Saving">
          Save the promises
        </SubmitButton>
      </p>
    </ActionForm>
  )
}
