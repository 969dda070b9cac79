'use client'
import type { ComponentProps } from 'react'
import { clsx } from 'clsx'
import { useControl } from './form-context.ts'

/** The browser's own select, with `option` children. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  const { kept, ...linked } = useControl(props)
  return (
    <select {...linked} {...props} {...kept} className={clsx('control', className)}>
      {children}
    </select>
  )
}
