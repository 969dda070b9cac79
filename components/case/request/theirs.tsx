'use client'
import { use } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormContext } from '#components/ui/form-context.ts'

/** After a save that met another device's: the text that is stored there, under the field that has this one's. */
export function Theirs({ name }: { name: string }) {
  const { fieldErrors, formId } = use(FormContext)
  const stored = fieldErrors[name]?.[1]
  if (stored === undefined) return null
  const take = () => {
    const field = document.querySelector(`[id="${CSS.escape(formId)}"] [name="${CSS.escape(name)}"]`)
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return
    field.value = stored
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  }
  return (
    <div className="rounded-m border border-line-strong bg-sunken p-3">
      <p className="text-small font-medium">Saved from the other device</p>
      <p className="mt-1 max-h-60 overflow-auto whitespace-pre-line">{stored || '(empty)'}</p>
      {!name.endsWith('[]') && (
        <Button size="small" className="mt-2" onClick={take}>
          Use this text
        </Button>
      )}
    </div>
  )
}
