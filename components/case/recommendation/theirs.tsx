'use client'
import { use } from 'react'
import { Button } from '#components/ui/button.tsx'
import { fieldId, FormContext } from '#components/ui/form-context.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'

/** After a save that met another writer's: the text that is stored, under the field that holds one's own. */
export function Theirs({ name }: { name: string }) {
  const { fieldErrors, formId } = use(FormContext)
  const stored = fieldErrors[name]?.[1]
  if (stored === undefined) return null
  const take = () => {
    const field = document.querySelector(`[id="${CSS.escape(formId)}"] [name="${CSS.escape(name)}"]`)
    if (!(field instanceof HTMLTextAreaElement)) return
    field.value = stored
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  }
  return (
    <div className="mt-2 rounded-m border border-line-strong bg-sunken p-3">
      <p className="text-small font-medium">Saved by somebody else</p>
      <p className="mt-1 whitespace-pre-line">{stored || '(empty)'}</p>
      <Button size="small" className="mt-2" onClick={take}>
        Use this text
      </Button>
    </div>
  )
}

/** After the same: saves one's own text over the stored one. Only this button says so, never the autosave. */
export function SaveOver() {
  const { fieldErrors, formId } = use(FormContext)
  const stored = fieldErrors.version?.[1]
  if (stored === undefined) return null
  return (
    <SubmitButton id={fieldId(formId, 'version')} name="over" value={stored} size="large" variant="secondary">
      Save mine over the other
    </SubmitButton>
  )
}
