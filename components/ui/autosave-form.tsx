'use client'
import type { ComponentProps } from 'react'
import type { FormAction } from './action-state.ts'
import { ActionForm } from './action-form.tsx'
import { Autosave } from './autosave.tsx'

type Props = ComponentProps<typeof ActionForm> & { save: FormAction; safetyKey: string; wait?: number }

/** An `ActionForm` that also saves its draft as the person types. To place the status line, put `Autosave` in an `ActionForm`. */
export function AutosaveForm({ save, safetyKey, wait, children, ...form }: Props) {
  return (
    <ActionForm {...form}>
      {children}
      <Autosave save={save} safetyKey={safetyKey} wait={wait} />
    </ActionForm>
  )
}
