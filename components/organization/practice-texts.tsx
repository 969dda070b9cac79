import {
  addPracticeText,
  changePracticeText,
  removePracticeText,
} from '#app/(workspace)/practice/[slug]/settings/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { PLACEHOLDERS, TEXT_KIND_WORDS, TEXT_KINDS } from '#lib/organization/text-rules.ts'
import type { TextView } from '#lib/organization/texts.ts'

type Props = { slug: string; texts: TextView[]; mayEdit: boolean }

/** What the practice writes again and again, once. */
export function PracticeTexts({ slug, texts, mayEdit }: Props) {
  return (
    <section className="grid gap-4" aria-labelledby="texts">
      <div>
        <h2 id="texts">Your own texts</h2>
        <p className="max-w-text text-muted">
          For the thread of a case and the word to owner and hospital. What stands in braces is filled in from the case:{' '}
          {PLACEHOLDERS.map((place) => `{${place}}`).join(', ')}. You read it before you send it.
        </p>
      </div>
      {texts.length > 0 && (
        <Card flush>
          <ul className="divide-y divide-line">
            {texts.map((text) => (
              <Text key={text.id} slug={slug} text={text} mayEdit={mayEdit} />
            ))}
          </ul>
        </Card>
      )}
      {texts.length === 0 && !mayEdit && <p className="text-muted">None yet.</p>}
      {mayEdit && (
        <details>
          <summary className="link py-1">Add a text</summary>
          <Card level={3} title="Add a text" className="mt-3">
            <ActionForm action={addPracticeText} label="Add a text" className="grid gap-4" resetOnOk>
              <input type="hidden" name="org" value={slug} />
              <TextFields />
              <div>
                <SubmitButton pendingLabel="Adding">Add it</SubmitButton>
              </div>
            </ActionForm>
          </Card>
        </details>
      )}
    </section>
  )
}

function Text({ slug, text, mayEdit }: { slug: string; text: TextView; mayEdit: boolean }) {
  const { id, kind, title, body, version } = text
  return (
    <li className="px-4.5 py-3.5">
      <p>
        <b>{title}</b> <Pill>{TEXT_KIND_WORDS[kind]}</Pill>
      </p>
      <p className="line-clamp-2 max-w-text text-small text-muted">{body}</p>
      {mayEdit && (
        <details className="mt-1">
          <summary className="link py-1 text-small">
            Change<span className="sr-only"> {title}</span>
          </summary>
          <ActionForm
            action={changePracticeText}
            label={`Change ${title}`}
            className="mt-3 grid gap-4"
            okMessage="toast"
            key={version}
          >
            <input type="hidden" name="org" value={slug} />
            <input type="hidden" name="textId" value={id} />
            <input type="hidden" name="version" value={version} />
            <TextFields text={text} />
            <div>
              <SubmitButton pendingLabel="Saving">Save</SubmitButton>
            </div>
          </ActionForm>
          <ActionForm action={removePracticeText} label={`Remove ${title}`} className="mt-3" okMessage="toast">
            <input type="hidden" name="org" value={slug} />
            <input type="hidden" name="textId" value={id} />
            <SubmitButton size="small" variant="quiet-danger" aria-label={`Remove it: ${title}`}>
              Remove it
            </SubmitButton>
          </ActionForm>
        </details>
      )}
    </li>
  )
}

function TextFields({ text }: { text?: TextView }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Field name="title" label="Name" hint="Only your team reads it" required>
          <Input defaultValue={text?.title} maxLength={80} autoComplete="off" />
        </Field>
        <Field name="kind" label="What it is" required>
          <Select defaultValue={text?.kind ?? 'COMMENT'}>
            {TEXT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {TEXT_KIND_WORDS[kind]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field name="body" label="Text" required>
        <Textarea rows={5} maxLength={4000} defaultValue={text?.body} />
      </Field>
    </>
  )
}
