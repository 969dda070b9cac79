import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { typedAmount } from '#lib/money.ts'
import type { OfferedService, ServicesView } from '#lib/organization/services.ts'
import { SPECIALTY_WORDS, SPECIES_WORDS } from '#lib/words.ts'

type Props = {
  hospital: ServicesView['hospital']
  /** The service to change; a new one without it. */
  service?: OfferedService
  turnaroundHours: number
  action: FormAction
}

/** What the hospital offers: a specialty with a fee and a promise. */
export function ServiceForm({ hospital, service, turnaroundHours, action }: Props) {
  const fee = service && service.currency === hospital.currency ? typedAmount(service.feeMinor, service.currency) : ''
  return (
    <ActionForm
      action={action}
      label={service ? `Change ${service.name}` : 'Add a service'}
      resetOnOk={!service}
      okMessage="toast"
      className="grid gap-4"
    >
      <input type="hidden" name="org" value={hospital.slug} />
      {service && <input type="hidden" name="serviceId" value={service.id} />}
      {service && <input type="hidden" name="version" value={service.version} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="specialty" label="Specialty" required>
          <Select defaultValue={service?.specialty ?? ''}>
            {!service && <option value="">Choose</option>}
            {Object.entries(SPECIALTY_WORDS).map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="name" label="Name" hint="As owners read it." required>
          <Input defaultValue={service?.name} maxLength={80} placeholder="Cardiology opinion" />
        </Field>
        <Field
          name="fee"
          label={`Fee in ${hospital.currency}`}
          hint="The whole fee; you can change it in each estimate."
          required
        >
          <Input inputMode="decimal" autoComplete="off" defaultValue={fee} maxLength={30} />
        </Field>
        <Field name="turnaroundHours" label="Hours to the answer" hint="From payment, on your own clock." required>
          <Input type="number" min={1} max={720} defaultValue={service?.turnaroundHours ?? turnaroundHours} />
        </Field>
      </div>
      <Field name="description" label="What is included" optional>
        <Textarea rows={2} maxLength={1000} defaultValue={service?.description} />
      </Field>
      <SpeciesField chosen={service?.species} />
      <p>
        <SubmitButton pendingLabel="Saving">{service ? 'Save the service' : 'Add the service'}</SubmitButton>
      </p>
    </ActionForm>
  )
}

function SpeciesField({ chosen }: { chosen?: OfferedService['species'] }) {
  const kinds = Object.entries(SPECIES_WORDS) as [keyof typeof SPECIES_WORDS, { label: string }][]
  return (
    <Fieldset name="species[]" legend="For which animals?" required>
      <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
        {kinds.map(([code, { label }]) => (
          <Checkbox
            key={code}
            name="species[]"
            value={code}
            label={label}
            defaultChecked={chosen?.includes(code) ?? true}
          />
        ))}
      </div>
    </Fieldset>
  )
}
