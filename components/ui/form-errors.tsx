'use client'
import type { MouseEvent, Ref } from 'react'
import type { ActionState } from './action-state.ts'
import { fieldId } from './form-context.ts'
import { CircleAlert } from './icons.tsx'

type Failure = Extract<ActionState, { status: 'error' }>

function focusField(event: MouseEvent<HTMLAnchorElement>) {
  const target = document.querySelector(`[id="${CSS.escape(event.currentTarget.hash.slice(1))}"]`)
  if (!(target instanceof HTMLElement)) return
  event.preventDefault()
  const control = target.matches('fieldset')
    ? (target.querySelector<HTMLElement>('input, select, textarea') ?? target)
    : target
  control.focus()
}

/** Says what went wrong and links to each field concerned. Focus moves here after a failed submit. */
export function FormErrors({ state, formId, ref }: { state: Failure; formId: string; ref?: Ref<HTMLDivElement> }) {
  const fields = Object.entries(state.fieldErrors ?? {}).filter(([, messages]) => messages.length > 0)
  return (
    <div ref={ref} tabIndex={-1} className="notice tone-danger" aria-labelledby={`${formId}-errors`} role="group">
      <CircleAlert />
      <div className="min-w-0">
        <p id={`${formId}-errors`} className="notice-title">
          {state.message}
        </p>
        {fields.length > 0 && (
          <ul className="mt-1 grid gap-1">
            {fields.map(([name, messages]) => (
              <li key={name}>
                <a href={`#${fieldId(formId, name)}`} className="underline underline-offset-2" onClick={focusField}>
                  {messages[0]}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
