'use client'
import type { RefObject } from 'react'
import { createContext, use, useId } from 'react'
import type { ActionErrorCode, ActionState } from './action-state.ts'

/** What the form around a field knows: the last answer of its action. Empty outside an `ActionForm`. */
export type FormView = {
  formId: string
  fieldErrors: Record<string, string[]>
  /** Undefined until a submit failed, or came back filled in further; then every field that was sent. */
  values?: Record<string, string | string[]>
  pending: boolean
  status: ActionState['status']
  /** Why the last submit failed. */
  code?: ActionErrorCode
  /** A save under way: a submit waits for it, so that it carries the version that the save made. */
  hold: RefObject<Promise<unknown> | null>
}

export type FieldView = {
  id: string
  name: string
  describedBy?: string
  invalid: boolean
  required: boolean
}

export const FormContext = createContext<FormView>({
  formId: '',
  fieldErrors: {},
  pending: false,
  status: 'idle',
  hold: { current: null },
})
export const FieldContext = createContext<FieldView | null>(null)

/** The id of a field's control in a form: the error summary links to it. */
export function fieldId(formId: string, name: string) {
  return `${formId}-${name}`
}

/** Ids and errors of a field or group of fields, for its label, hint and control. */
export function useFieldView(name: string, given: { hint: boolean; required: boolean; error?: string; id?: string }) {
  const form = use(FormContext)
  const own = useId()
  const id = given.id ?? fieldId(form.formId || own, name)
  const error = given.error ?? form.fieldErrors[name]?.[0]
  const described = [given.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const view: FieldView = {
    id,
    name,
    describedBy: described || undefined,
    invalid: Boolean(error),
    required: given.required,
  }
  return { view, error }
}

/** Attributes that a text-like control takes from the field around it; its own props win. */
export function useControl(props: { name?: string; id?: string; defaultValue?: unknown; value?: unknown }) {
  const form = use(FormContext)
  const field = use(FieldContext)
  const name = props.name ?? field?.name
  const sent = name === undefined ? undefined : form.values?.[name]
  const kept = props.value === undefined && sent !== undefined ? { defaultValue: sent } : {}
  return {
    id: field?.id,
    name,
    'aria-describedby': field?.describedBy,
    'aria-invalid': field?.invalid || undefined,
    'aria-required': field?.required || undefined,
    kept,
  }
}

/** Whether a box or radio starts ticked: as it was sent, else as the page says. */
export function useTicked(name: string | undefined, value: string, defaultChecked: boolean) {
  const { values } = use(FormContext)
  if (!values || name === undefined) return defaultChecked
  const sent = values[name]
  return Array.isArray(sent) ? sent.includes(value) : sent === value
}
