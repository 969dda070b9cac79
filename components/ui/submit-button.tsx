'use client'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { use } from 'react'
import { useFormStatus } from 'react-dom'
import type { ButtonLook } from './button.tsx'
import { Button } from './button.tsx'
import { FormContext } from './form-context.ts'
import { LoaderCircle } from './icons.tsx'

type Props = ButtonLook & Omit<ComponentProps<'button'>, 'type'> & { pendingLabel?: ReactNode }

/** Sends the form around it, once: while the answer is awaited it says so, keeps focus and ignores presses. */
export function SubmitButton({ pendingLabel, children, variant = 'primary', onClick, ...rest }: Props) {
  const form = use(FormContext)
  const status = useFormStatus()
  const pending = form.pending || status.pending
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Button
      type="submit"
      variant={variant}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={press}
      {...rest}
    >
      {pending && <LoaderCircle className="spinner" />}
      {pending ? (pendingLabel ?? children) : children}
    </Button>
  )
}
