import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ServiceListView } from '#lib/case/records/readiness/hospital-list.ts'
import { COUNTS, fitWords, PART_WORDS, SAME } from '#lib/case/records/readiness/item-form.ts'
import { PARTS, type ReadinessItem } from '#lib/case/records/readiness/schema.ts'

type Props = { view: ServiceListView; item?: ReadinessItem; action: FormAction }

/** One item of the list: what counts as having it, how old it may be, and how owners and vets read of it. */
export function ItemForm({ view, item, action }: Props) {
  return (
    <ActionForm
      action={action}
      label={item ? `Change ${item.name}` : 'Add an item'}
      resetOnOk={!item}
      okMessage="toast"
      className="grid gap-4"
    >
      <input type="hidden" name="org" value={view.hospital.slug} />
      <input type="hidden" name="serviceId" value={view.service.id} />
      <input type="hidden" name="version" value={view.version} />
      {item && <input type="hidden" name="itemId" value={item.id} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="name" label="Name" required>
          <Input defaultValue={item?.name} maxLength={80} placeholder="Chest X-rays" />
        </Field>
        <Field name="days" label="Not older than, in days" hint="Empty: its age does not matter." optional>
          <Input type="number" min={1} max={3650} defaultValue={item?.maxAgeDays ?? ''} />
        </Field>
        <WhatCounts item={item} />
      </div>
      <Fieldset name="importance" legend="How important?" required>
        <div className="flex flex-wrap gap-x-6">
          <Checkbox
            type="radio"
            value="REQUIRED"
            label="Must have"
            defaultChecked={(item?.importance ?? 'REQUIRED') === 'REQUIRED'}
          />
          <Checkbox type="radio" value="WANTED" label="Helps" defaultChecked={item?.importance === 'WANTED'} />
        </div>
      </Fieldset>
      <Field name="why" label="Why it helps" optional>
        <Textarea rows={2} maxLength={300} defaultValue={item?.why} />
      </Field>
      <Field name="owner" label="To owners: how to come by it" optional>
        <Textarea rows={2} maxLength={300} defaultValue={item?.owner} />
      </Field>
      <Field name="vet" label="To vets: what exactly" optional>
        <Textarea rows={2} maxLength={300} defaultValue={item?.vet} />
      </Field>
      <p>
        <SubmitButton pendingLabel="Saving">{item ? 'Save the item' : 'Add the item'}</SubmitButton>
      </p>
    </ActionForm>
  )
}

function WhatCounts({ item }: { item?: ReadinessItem | undefined }) {
  return (
    <>
      <Field name="counts" label="What counts" required>
        <Select defaultValue={item ? SAME : ''}>
          {item ? <option value={SAME}>{fitWords(item.fit)}</option> : <option value="">Choose</option>}
          {Object.entries(COUNTS).map(([code, fit]) => (
            <option key={code} value={code}>
              {fitWords(fit)}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="part" label="Part of the body" hint="For images only.">
        <Select defaultValue={item ? SAME : 'ANY'}>
          {item && <option value={SAME}>As it is</option>}
          <option value="ANY">Any</option>
          {PARTS.map((part) => (
            <option key={part} value={part}>
              {PART_WORDS[part]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  )
}
