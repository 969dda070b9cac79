import {
  addPracticeText,
  changePracticeText,
  removePracticeText,
} from '#app/(workspace)/practice/[slug]/settings/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { PLACEHOLDERS, TEXT_KIND_WORDS, TEXT_KINDS } from '#lib/organization/text-rules.ts'
import type { TextView } from '#lib/organization/texts.ts'
import { KeptLine, KeptList } from './kept-list.tsx'

type Props = { slug: string; texts: TextView[]; mayEdit: boolean }

/** What the practice writes again and again, once. */
export function PracticeTexts({ slug, texts, mayEdit }: Props) {
  return (
    <KeptList
      id="texts"
      title="Your own texts"
      lead={`For the thread of a case and the word to owner and hospital. What stands in braces is filled in from the case: ${PLACEHOLDERS.map((place) => `{${place}}`).join(', ')}. You read it before you send it.`}
      none="None yet."
      add={{ words: 'Add a text', action: addPracticeText, fields: <TextFields /> }}
      {...{ slug, mayEdit }}
    >
      {texts.map((text) => (
        <KeptLine
          key={text.id}
          name={text.title}
          row={{ field: 'textId', id: text.id, version: text.version }}
          change={{ action: changePracticeText, fields: <TextFields text={text} /> }}
          takeOff={{ action: removePracticeText, words: 'Remove it' }}
          {...{ slug, mayEdit }}
        >
          <p>
            <b>{text.title}</b> <Pill>{TEXT_KIND_WORDS[text.kind]}</Pill>
          </p>
          <p className="line-clamp-2 max-w-text text-small text-muted">{text.body}</p>
        </KeptLine>
      ))}
    </KeptList>
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
