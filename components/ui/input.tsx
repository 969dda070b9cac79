'use client'
import type { ComponentProps } from 'react'
import { clsx } from 'clsx'
import { useControl } from './form-context.ts'

/** One line of text, a number, a date or a file. Inside a `Field` it needs no name, id or aria of its own. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  const { kept, ...linked } = useControl(props)
  return <input {...linked} {...props} {...kept} className={clsx('control', className)} />
}
