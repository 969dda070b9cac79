'use client'
import type { ComponentProps, CSSProperties } from 'react'
import { clsx } from 'clsx'
import { useControl } from './form-context.ts'

/** Text that grows with what is typed; `rows` is where it starts. */
export function Textarea({ className, rows = 3, style, ...props }: ComponentProps<'textarea'>) {
  const { kept, ...linked } = useControl(props)
  const start: CSSProperties = { ...style, '--rows': rows } as CSSProperties
  return <textarea {...linked} rows={rows} {...props} {...kept} style={start} className={clsx('control', className)} />
}
