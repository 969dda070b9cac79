'use client'
import type { MouseEvent } from 'react'
import { insertedWords } from '#lib/inserted-words.ts'

type Props = {
  /** As they read for this case. */
  texts: readonly { id: string; title: string; body: string }[]
  /** The field of the form around this that they go into. */
  field: string
}

/**
 * The practice's own texts, put into a field beside what is typed there. Each is a button of the form: before and without
 * JavaScript a press sends it, and it comes back as it was typed, with the text.
 */
export function OwnTexts({ texts, field }: Props) {
  if (texts.length === 0) return null
  return (
    <details className="no-print text-small">
      <summary className="link py-1">Put in a text of your practice</summary>
      {/* Enter in a field presses a form's first button: that is the one which sends, not the first of the texts. */}
      <button type="submit" hidden />
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {texts.map(({ id, title, body }) => (
          <li key={id}>
            <button
              type="submit"
              className="link"
              name="insert"
              value={id}
              onClick={(event) => putIn(event, field, body)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** At the cursor where there is one, else at the end. */
function putIn(event: MouseEvent<HTMLButtonElement>, field: string, words: string) {
  const area = event.currentTarget.form?.elements.namedItem(field)
  if (!(area instanceof HTMLTextAreaElement)) return
  event.preventDefault()
  const { text, end } = insertedWords(area.value, words, area.selectionEnd || area.value.length)
  area.value = text
  area.focus()
  area.setSelectionRange(end, end)
  area.dispatchEvent(new Event('input', { bubbles: true }))
}
