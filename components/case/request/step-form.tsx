import type { ReactNode } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Autosave } from '#components/ui/autosave.tsx'
import { ArrowLeft, ArrowRight } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type RequestStep, STEP_WORDS } from '#lib/case/request/rules.ts'

export type StepProps = {
  caseId: string
  version: number
  save: FormAction
  /** Saves in passing, as the person types. */
  keep: FormAction
  /** The reader, so that two people at one computer do not meet each other's unsaved text. */
  reader: string
}

/** One step of the request: saved while the person types, and by both buttons, with or without JavaScript. */
export function StepForm({ step, children, ...props }: StepProps & { step: RequestStep; children: ReactNode }) {
  const { caseId, version, save, keep, reader } = props
  return (
    <ActionForm key={step} action={save} label={STEP_WORDS[step]} className="grid gap-6" okMessage="silent">
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="version" value={version} />
      {/* Enter in a field presses a form's first button: it goes on, and neither adds a line nor goes back. */}
      <button type="submit" name="go" value="next" className="sr-only" tabIndex={-1} aria-hidden />
      {children}
      <Autosave save={keep} safetyKey={`${reader}:${caseId}:${step}`} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="go" value="next" size="large" className="max-sm:grow">
          Save and go on <ArrowRight />
        </SubmitButton>
        <SubmitButton name="go" value="back" size="large" variant="quiet">
          <ArrowLeft /> Back
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
