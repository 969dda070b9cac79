import { useId } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { HistoryKind } from '#lib/db/generated/enums.ts'
import { type EntryField, KIND_WORDS, SEVERITIES, SEVERITY_WORDS } from '#lib/patient/history/rules.ts'

/** Offered while somebody types; anything else may be typed as well. */
const SUGGESTED: Partial<Record<EntryField, readonly string[]>> = {
  unit: ['mg', 'mg/kg', 'µg', 'g', 'ml', 'tablet', 'drops', 'IU', 'puffs'],
  route: [
    'by mouth',
    'under the skin',
    'into the muscle',
    'into the vein',
    'into the eye',
    'into the ear',
    'on the skin',
    'inhaled',
  ],
  frequency: [
    'once a day',
    'twice a day',
    'three times a day',
    'every other day',
    'once a week',
    'once a month',
    'when needed',
    'once',
  ],
}

/** Two of these share a line on a phone. */
const SHORT: readonly EntryField[] = ['dose', 'unit', 'since', 'until', 'severity', 'weightKg', 'route', 'frequency']

type Props = { kind: HistoryKind; values: Partial<Record<EntryField, string>> }

/** The fields of one kind of line. */
export function EntryFields({ kind, values }: Props) {
  const fields = Object.entries(KIND_WORDS[kind].fields) as [EntryField, { label: string; hint?: string }][]
  return (
    <div className="grid grid-cols-2 items-start gap-x-3 gap-y-3 sm:grid-cols-4">
      {fields.map(([name, words]) => (
        <EntryControl key={name} name={name} value={values[name] ?? ''} {...words} />
      ))}
    </div>
  )
}

type ControlProps = { name: EntryField; value: string; label: string; hint?: string; placeholder?: string }

function EntryControl({ name, value, label, hint, placeholder }: ControlProps) {
  const list = useId()
  const suggested = SUGGESTED[name]
  const width = SHORT.includes(name) ? 'sm:col-span-1' : 'col-span-2 sm:col-span-4'
  if (name === 'ended')
    return <Checkbox name={name} label={label} defaultChecked={value !== ''} className="col-span-2 sm:col-span-4" />
  const must = name === 'what' || name === 'weightKg'
  return (
    <Field name={name} label={label} hint={hint} required={must} className={hint ? 'col-span-2' : width}>
      {name === 'severity' ? (
        <Select defaultValue={value}>
          <option value="">Not said</option>
          {SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {SEVERITY_WORDS[severity]}
            </option>
          ))}
        </Select>
      ) : name === 'detail' ? (
        <Textarea rows={1} defaultValue={value} placeholder={placeholder} />
      ) : (
        <Input
          defaultValue={value}
          placeholder={placeholder}
          autoComplete="off"
          inputMode={name === 'weightKg' ? 'decimal' : undefined}
          list={suggested ? list : undefined}
        />
      )}
      {suggested && (
        <datalist id={list}>
          {suggested.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </Field>
  )
}
