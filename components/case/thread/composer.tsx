'use client'
/* oxlint-disable max-lines-per-function -- one form: its fields share the chosen audience */
import { useEffect, useRef, useState } from 'react'
import { clsx } from 'clsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Eye, Lock } from '#components/ui/icons.tsx'
import { dropCopy, foundCopy, keepCopy, putBack } from '#components/ui/safety-copy.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export type AudienceChoice = { audience: string; label: string; readers: string; button: string }

type Props = {
  caseId: string
  /** A key for the message, made by the server so that a post without JavaScript has one too. */
  clientKey: string
  audiences: AudienceChoice[]
  attachable: { id: string; name: string }[]
  emergencyHref: string
  action: FormAction
}

/** Where messages are written: who will read it stands beside the words, by name, before anything is sent. */
export function Composer({ caseId, clientKey, audiences, attachable, emergencyHref, action }: Props) {
  const [audience, setAudience] = useState(audiences[0]?.audience ?? '')
  const [key, setKey] = useState(clientKey)
  const box = useRef<HTMLDivElement>(null)
  const copy = `thread:${caseId}`
  const chosen = audiences.find((choice) => choice.audience === audience) ?? audiences[0]

  useEffect(() => {
    const form = box.current?.querySelector('form')
    const left = form && foundCopy(copy, form)
    if (form && left) putBack(left, form)
  }, [copy])

  const keep = () => {
    const form = box.current?.querySelector('form')
    if (form) keepCopy(copy, form)
  }
  const posted = () => {
    dropCopy(copy)
    setKey(crypto.randomUUID())
    setAudience(audiences[0]?.audience ?? '')
  }

  return (
    <div ref={box} className="composer" onInput={keep}>
      <ActionForm
        action={action}
        label="Write a message"
        resetOnOk
        okMessage="silent"
        onOk={posted}
        className="grid gap-3"
      >
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="clientKey" value={key} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {audiences.length > 1 && (
            <fieldset className="seg">
              <legend className="sr-only">Who should read this</legend>
              {audiences.map((choice) => (
                <label key={choice.audience} className={clsx('seg-choice', `seg-${choice.audience.toLowerCase()}`)}>
                  <input
                    type="radio"
                    name="audience"
                    value={choice.audience}
                    checked={choice.audience === audience}
                    onChange={() => setAudience(choice.audience)}
                  />
                  {choice.audience === 'HOSPITAL' && <Lock />}
                  {choice.label}
                </label>
              ))}
            </fieldset>
          )}
          {audiences.length === 1 && <input type="hidden" name="audience" value={audience} />}
          <p className="text-small text-muted" aria-live="polite">
            <Eye /> {chosen?.readers} will read this
          </p>
        </div>
        <Field name="body" label="Message" labelHidden>
          <Textarea
            rows={3}
            maxLength={10_000}
            placeholder={`Write to ${chosen?.label.toLocaleLowerCase('en') ?? 'the thread'}`}
          />
        </Field>
        {attachable.length > 0 && (
          <details className="attach">
            <summary className="text-small">Attach records</summary>
            <div className="mt-2 grid max-h-48 gap-1 overflow-y-auto">
              {attachable.map((record) => (
                <Checkbox key={record.id} name="records[]" value={record.id} label={record.name} />
              ))}
            </div>
          </details>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Checkbox name="urgent" label="This cannot wait: tell them at once" />
          <a href={emergencyHref} className="link text-small text-danger">
            Is it an emergency?
          </a>
          <SubmitButton className="ml-auto" pendingLabel="Posting">
            {chosen?.button ?? 'Post'}
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
