import type { ReactNode } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Theirs } from './theirs.tsx'

type Props = {
  name: string
  label: ReactNode
  hint?: ReactNode
  value: string
  required?: boolean
  /** Lines it starts with; one line is an input. */
  rows?: number
  max: number
  type?: 'text' | 'email' | 'tel'
  autoComplete?: string
}

/** A field of the draft, with the other device's text under it when two have saved. */
export function TextField({ name, label, hint, value, required, rows = 4, max, type = 'text', autoComplete }: Props) {
  return (
    <div className="grid gap-2">
      <Field name={name} label={label} hint={hint} required={required} optional={!required}>
        {rows === 1 ? (
          <Input type={type} defaultValue={value} maxLength={max} autoComplete={autoComplete} />
        ) : (
          <Textarea rows={rows} defaultValue={value} maxLength={max} />
        )}
      </Field>
      <Theirs name={name} />
    </div>
  )
}
