'use client'
import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import { FieldContext, useFieldView } from './form-context.ts'
import { CircleAlert } from './icons.tsx'

type Props = {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** Says "required" beside the label and sets aria-required; the server judges. */
  required?: boolean
  /** Says "optional" beside the label. */
  optional?: boolean
  /** Overrides what the form's action answered. */
  error?: string
  id?: string
  /** The label is for screen readers only (a search box with its own words). */
  labelHidden?: boolean
  className?: string
  children: ReactNode
}

/** Label, hint and error of one control (`Input`, `Textarea`, `Select` inside), linked to it by id. */
export function Field(props: Props) {
  const { name, label, hint, required = false, optional, labelHidden, className, children } = props
  const { view, error } = useFieldView(name, { hint: Boolean(hint), required, error: props.error, id: props.id })
  return (
    <div className={clsx('field', className)}>
      <label htmlFor={view.id} className={labelHidden ? 'sr-only' : 'field-label'}>
        {label}
        <FieldMark required={required} optional={optional} />
      </label>
      {hint && (
        <p id={`${view.id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      <FieldContext value={view}>{children}</FieldContext>
      <FieldError id={`${view.id}-error`} error={error} />
    </div>
  )
}

export function FieldMark({ required, optional }: { required?: boolean; optional?: boolean }) {
  if (!required && !optional) return null
  return <span className="field-optional"> {required ? '(required)' : '(optional)'}</span>
}

export function FieldError({ id, error }: { id: string; error?: string }) {
  if (!error) return null
  return (
    <p id={id} className="field-error">
      <CircleAlert />
      <span>
        <span className="sr-only">Error: </span>
        {error}
      </span>
    </p>
  )
}
