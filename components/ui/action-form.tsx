'use client'
import type { FormEvent, ReactNode } from 'react'
import { useActionState, useEffect, useId, useMemo, useRef, useState, useTransition } from 'react'
import { unstable_rethrow as rethrow } from 'next/navigation'
import type { ActionState, FormAction } from './action-state.ts'
import { idle } from './action-state.ts'
import { FormContext } from './form-context.ts'
import { FormErrors } from './form-errors.tsx'
import { CircleCheck } from './icons.tsx'
import { toast } from './toast.tsx'

type Props = {
  /** A server action (bound or not): a form that posts before and without JavaScript needs the reference itself. */
  action: FormAction
  children: ReactNode
  id?: string
  className?: string
  /** Accessible name, where no heading says what the form is for. */
  label?: string
  /** Empty the fields after success: for forms that are used again and again, as a composer is. */
  resetOnOk?: boolean
  /** Where a success message appears: above the fields, in passing, or only read out. */
  okMessage?: 'inline' | 'toast' | 'silent'
  /** For client callers only. */
  onOk?: (data: unknown) => void
}

const unreachable: ActionState = {
  status: 'error',
  code: 'UNAVAILABLE',
  message: 'We could not reach Conferral. What you typed is still here. Check your connection and try again.',
}

/**
 * A form over a server action. Without JavaScript it is an ordinary post whose answer is rendered with the page. With it, the
 * submit is sent by hand: React's own path resets the fields afterwards, and a lost connection would take the page down.
 */
export function ActionForm({
  action,
  children,
  className,
  label,
  resetOnOk,
  okMessage = 'inline',
  onOk,
  ...props
}: Props) {
  const own = useId()
  const formId = props.id ?? own
  const { state, pending, post, submit, hold } = useSubmit(action, onOk)
  const form = useRef<HTMLFormElement>(null)
  const errors = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (state.status === 'error') errors.current?.focus()
    if (state.status !== 'ok') return
    if (resetOnOk) form.current?.reset()
    form.current?.closest('dialog')?.close()
    if (okMessage === 'toast' && state.message) toast(state.message)
  }, [state, resetOnOk, okMessage])

  const view = useMemo(
    () => ({
      formId,
      pending,
      hold,
      status: state.status,
      ...(state.status === 'error' ? { code: state.code } : {}),
      fieldErrors: (state.status === 'error' && state.fieldErrors) || {},
      values: state.status === 'ok' ? undefined : state.values,
    }),
    [formId, pending, hold, state],
  )
  const said = state.status === 'ok' && okMessage !== 'toast' ? (state.message ?? 'Done') : ''
  return (
    <form ref={form} id={formId} action={post} onSubmit={submit} className={className} aria-label={label} noValidate>
      <FormContext value={view}>
        {state.status === 'error' && <FormErrors ref={errors} state={state} formId={formId} />}
        {state.status === 'ok' && state.message && okMessage === 'inline' && (
          <p className="notice tone-success">
            <CircleCheck />
            {state.message}
          </p>
        )}
        {children}
      </FormContext>
      <p role="status" className="sr-only">
        {pending ? 'Sending' : said}
      </p>
    </form>
  )
}

function useSubmit(action: FormAction, onOk?: (data: unknown) => void) {
  const [posted, post] = useActionState(action, idle)
  const [answer, setAnswer] = useState<ActionState | null>(null)
  const [pending, startTransition] = useTransition()
  const busy = useRef(false)
  const hold = useRef<Promise<unknown> | null>(null)
  const state = answer ?? posted

  const submit = (event: FormEvent<HTMLFormElement>) => {
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    if (submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    if (busy.current) return
    busy.current = true
    const form = event.currentTarget
    startTransition(async () => {
      await hold.current
      const data = new FormData(form, submitter)
      const next = await send(action, state, data)
      busy.current = false
      setAnswer(next)
      if (next.status === 'ok') onOk?.(next.data)
    })
  }
  return { state, pending, post, submit, hold }
}

/** Calls the action; redirects pass through, and a connection that fails becomes an answer. */
async function send(action: FormAction, before: ActionState, data: FormData): Promise<ActionState> {
  try {
    return await action(before, data)
  } catch (error) {
    rethrow(error)
    return unreachable
  }
}
