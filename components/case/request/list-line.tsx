'use client'
import { use } from 'react'
import { FormContext } from '#components/ui/form-context.ts'

type Props = { name: string; at: number; value: string; max: number; label: string; placeholder?: string }

/** One of several fields of the same name. Not the Input primitive: after a refusal it would put the whole list into each. */
export function ListLine({ name, at, value, max, label, placeholder }: Props) {
  const sent = use(FormContext).values?.[name]
  return (
    <input
      className="control"
      name={name}
      defaultValue={(Array.isArray(sent) ? sent[at] : undefined) ?? value}
      maxLength={max}
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
    />
  )
}
