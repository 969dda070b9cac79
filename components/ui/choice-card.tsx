'use client'
import type { ComponentProps, ReactNode } from 'react'
import { use } from 'react'
import { FieldContext, useTicked } from './form-context.ts'

type Props = Omit<ComponentProps<'input'>, 'type' | 'value' | 'title' | 'children'> & {
  value: string
  title: ReactNode
  hint?: ReactNode
  /** Right of the title: a price, a pill. */
  aside?: ReactNode
  type?: 'radio' | 'checkbox'
  /** Fields that belong to this answer; shown only while it is chosen, without JavaScript too. */
  more?: ReactNode
}

/** One answer as a card that is pressed as a whole. Stands in a `Fieldset`, whose name it takes. */
export function ChoiceCard({ value, title, hint, aside, type = 'radio', more, className, ...props }: Props) {
  const group = use(FieldContext)
  const name = props.name ?? group?.name
  const ticked = useTicked(name, value, Boolean(props.defaultChecked))
  const kept = props.checked === undefined ? { defaultChecked: ticked } : {}
  return (
    <div className={className}>
      <label className="choice">
        <input {...props} {...kept} type={type} name={name} value={value} />
        <span className="grow">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-bold">{title}</span>
            {aside}
          </span>
          {hint && <span className="field-hint block">{hint}</span>}
        </span>
      </label>
      {more && <div className="choice-more">{more}</div>}
    </div>
  )
}
