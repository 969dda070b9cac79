import { ZoneOptions } from '#components/account/zone-options.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { COUNTRIES } from '#lib/organization/countries.ts'
import { CURRENCIES } from '#lib/organization/schema.ts'
import { personPage } from '#lib/web/page.ts'
import { createOrganization } from '../actions.ts'

const page = personPage({
  load: async ({ actor }) => ({ timeZone: actor.timeZone }),
  title: () => 'Add a practice or hospital',
  path: () => '/organizations/new',
  render: ({ view, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form grid gap-5">
        <Breadcrumb items={[{ label: 'Account', href: '/account' }, { label: 'Add a practice or hospital' }]} />
        <div className="grid gap-1">
          <h1>Add a practice or hospital</h1>
          <p className="text-muted">You become its admin, and can invite your colleagues next.</p>
        </div>
        <NewForm timeZone={view.timeZone} />
      </div>
    </Workspace>
  ),
})

function NewForm({ timeZone }: { timeZone: string }) {
  return (
    <ActionForm action={createOrganization} label="Add a practice or hospital" className="grid gap-5">
      <Fieldset name="kind" legend="What is it?" required>
        <ChoiceCard
          value="PRACTICE"
          title="A practice"
          hint="You look after animals and refer some of them. Free of charge."
        />
        <ChoiceCard
          value="HOSPITAL"
          title="A specialist hospital"
          hint="You answer requests for a second opinion. We verify each hospital before owners find it in the directory."
        />
      </Fieldset>
      <Field name="name" label="Name" hint="As people know it." required>
        <Input autoComplete="organization" />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field name="city" label="Town or city" required>
          <Input autoComplete="address-level2" />
        </Field>
        <Field name="country" label="Country" required>
          <Select autoComplete="country" defaultValue="">
            <option value="" disabled>
              Choose…
            </option>
            {COUNTRIES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="timeZone" label="Time zone" hint="Its clock decides when an answer is due." required>
          <Select defaultValue={timeZone}>
            <ZoneOptions />
          </Select>
        </Field>
        <Field name="currency" label="Currency" hint="For a hospital’s fees." required>
          <Select defaultValue="EUR">
            {CURRENCIES.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </Select>
        </Field>
      </div>
      <div>
        <SubmitButton size="large" pendingLabel="Adding">
          Add it
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

export const generateMetadata = page.metadata
export default page.Page
