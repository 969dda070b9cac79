'use client'
import { use, useEffect, useRef, useState } from 'react'
import { clsx } from 'clsx'
import { usePathname, useRouter } from 'next/navigation'
import { OwnTexts } from '#components/case/own-texts.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormContext } from '#components/ui/form-context.ts'
import { Eye, Lock } from '#components/ui/icons.tsx'
import { dropCopy, foundCopy, keepCopy, putBack } from '#components/ui/safety-copy.ts'
import { insertedWords } from '#lib/inserted-words.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export type AudienceChoice = { audience: string; label: string; readers: string; button: string }

type Props = {
  caseId: string
  /** The reader, so that two people at one computer do not meet each other's unsent text. */
  reader: string
  /** A key for the message, made by the server so that a post without JavaScript has one too. */
  clientKey: string
  audiences: AudienceChoice[]
  attachable: { id: string; name: string }[]
  ownTexts: { id: string; title: string; body: string }[]
  /** Begun elsewhere, with a record and words to it. */
  begun?: { attach: string; words: string } | undefined
  emergencyHref: string
  action: FormAction
}

/** Where messages are written: who will read it stands beside the words, by name, before anything is sent. */
export function Composer({ caseId, reader, clientKey, action, ...fields }: Props) {
  const [picked, pick] = useState<string | null>(null)
  const [key, setKey] = useState(clientKey)
  const box = useRef<HTMLDivElement>(null)
  const copy = `${reader}:${caseId}:thread`
  const { begun } = fields
  const [router, path] = [useRouter(), usePathname()]

  useEffect(() => {
    const form = box.current?.querySelector('form')
    const left = form && foundCopy(copy, form)
    if (!form || !left) return
    putBack(left, form)
    // The words come back for those whom they were meant for.
    pick(new Map(left.entries).get('audience') ?? null)
    if (begun) addWords(form, begun.words)
  }, [copy, begun])

  const keep = () => {
    const form = box.current?.querySelector('form')
    if (form) keepCopy(copy, form)
  }
  const posted = () => {
    dropCopy(copy)
    setKey(crypto.randomUUID())
    pick(null)
    // What was begun is posted: this page no longer offers it.
    if (begun) router.replace(path)
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
        <MessageFields {...fields} picked={picked} pick={pick} />
      </ActionForm>
    </div>
  )
}

/** Words begun elsewhere stand behind those that were left here. */
function addWords(form: HTMLFormElement, words: string): void {
  const body = form.elements.namedItem('body')
  if (!(body instanceof HTMLTextAreaElement) || body.value.includes(words)) return
  body.value = insertedWords(body.value, words).text
}

type FieldsProps = Pick<Props, 'audiences' | 'attachable' | 'ownTexts' | 'begun' | 'emergencyHref'> & {
  /** Null until somebody has picked one here. */
  picked: string | null
  pick: (audience: string) => void
}

/** The fields share the chosen audience. One that a refused post chose stays chosen: words for few never turn to all. */
function MessageFields({ audiences, attachable, ownTexts, begun, emergencyHref, picked, pick }: FieldsProps) {
  const { values } = use(FormContext)
  const wanted = picked ?? values?.audience
  const chosen = audiences.find(({ audience }) => audience === wanted) ?? audiences[0]
  return (
    <>
      <div data-keeps-copy className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {audiences.length > 1 ? (
          <AudienceFieldset audiences={audiences} chosen={chosen?.audience} pick={pick} />
        ) : (
          <input type="hidden" name="audience" value={chosen?.audience ?? ''} />
        )}
        <p className="text-small text-muted" aria-live="polite">
          <Eye /> {chosen?.readers} will read this
        </p>
      </div>
      <Field name="body" label="Message" labelHidden>
        <Textarea
          rows={3}
          maxLength={10_000}
          defaultValue={begun?.words}
          placeholder={`Write to ${chosen?.label.toLocaleLowerCase('en') ?? 'the thread'}`}
        />
      </Field>
      <OwnTexts texts={ownTexts} field="body" />
      {attachable.length > 0 && (
        <details className="attach" open={Boolean(begun?.attach)}>
          <summary className="text-small">Attach records</summary>
          <div className="mt-2 grid max-h-48 gap-1 overflow-y-auto">
            {attachable.map((record) => (
              <Checkbox
                key={record.id}
                name="records[]"
                value={record.id}
                label={record.name}
                defaultChecked={record.id === begun?.attach}
              />
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
    </>
  )
}

type AudienceProps = Pick<FieldsProps, 'audiences' | 'pick'> & { chosen: string | undefined }

function AudienceFieldset({ audiences, chosen, pick }: AudienceProps) {
  return (
    <fieldset className="seg">
      <legend className="sr-only">Who should read this</legend>
      {audiences.map(({ audience, label }) => (
        <label key={audience} className={clsx('seg-choice', `seg-${audience.toLowerCase()}`)}>
          <input
            type="radio"
            name="audience"
            value={audience}
            checked={audience === chosen}
            onChange={() => pick(audience)}
          />
          {audience === 'HOSPITAL' && <Lock />}
          {label}
        </label>
      ))}
    </fieldset>
  )
}
