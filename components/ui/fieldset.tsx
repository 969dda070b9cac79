'use client'
import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import { FieldError, FieldMark } from './field.tsx'
import { FieldContext, useFieldView } from './form-context.ts'

type Props = {
  /** The name that the radios or boxes inside share; errors of that name show here. */
  name: string
  legend: ReactNode
  hint?: ReactNode
  required?: boolean
  optional?: boolean
  error?: string
  legendHidden?: boolean
  className?: string
  children: ReactNode
}

/** A question with several controls: radios, `ChoiceCard`s, `Checkbox`es. They take its name if they have none. */
export function Fieldset({ name, legend, hint, required = false, optional, legendHidden, className, ...props }: Props) {
  const { view, error } = useFieldView(name, { hint: Boolean(hint), required, error: props.error })
  return (
    <fieldset
      id={view.id}
      tabIndex={-1}
      className={clsx('fieldset', className)}
      aria-describedby={view.describedBy}
      aria-invalid={view.invalid || undefined}
    >
      <legend className={legendHidden ? 'sr-only' : undefined}>
        {legend}
        <FieldMark required={required} optional={optional} />
      </legend>
      {hint && (
        <p id={`${view.id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      <FieldError id={`${view.id}-error`} error={error} />
      <FieldContext value={view}>{props.children}</FieldContext>
    </fieldset>
  )
}
