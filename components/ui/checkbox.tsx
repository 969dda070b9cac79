'use client'
import type { ComponentProps, ReactNode } from 'react'
import { use } from 'react'
import { clsx } from 'clsx'
import { FieldError } from './field.tsx'
import { FieldContext, useFieldView, useTicked } from './form-context.ts'

type Props = Omit<ComponentProps<'input'>, 'type' | 'value' | 'children'> & {
  label: ReactNode
  hint?: ReactNode
  value?: string
  type?: 'checkbox' | 'radio'
}

/** One box (or plain radio) with words beside it. Alone it shows the errors of its name; in a `Fieldset`, the fieldset does. */
export function Checkbox({ label, hint, value = 'on', type = 'checkbox', className, ...props }: Props) {
  const group = use(FieldContext)
  const name = props.name ?? group?.name ?? ''
  const alone = group === null || group.name !== name
  const { view, error } = useFieldView(name, { hint: false, required: Boolean(props.required) })
  const ticked = useTicked(name, value, Boolean(props.defaultChecked))
  const kept = props.checked === undefined ? { defaultChecked: ticked } : {}
  return (
    <div className={className}>
      <label className="tick">
        <input
          aria-invalid={(alone && view.invalid) || undefined}
          aria-describedby={alone ? view.describedBy : undefined}
          {...(alone ? { id: view.id } : {})}
          {...props}
          {...kept}
          type={type}
          name={name}
          value={value}
          required={undefined}
          aria-required={props.required || undefined}
        />
        <span>
          <span className={clsx(hint && 'font-medium')}>{label}</span>
          {hint && <span className="field-hint block">{hint}</span>}
        </span>
      </label>
      {alone && <FieldError id={`${view.id}-error`} error={error} />}
    </div>
  )
}
