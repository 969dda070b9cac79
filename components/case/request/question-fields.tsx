'use client'
import { type MouseEvent, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Plus } from '#components/ui/icons.tsx'
import { ListLine } from './list-line.tsx'
import { Theirs } from './theirs.tsx'

type Props = {
  questions: string[]
  most: number
  situations: readonly { id: string; title: string; fits: boolean; questions: readonly string[] }[]
}

/** Lines for questions, the most important first; suggestions go into the first empty line. */
export function QuestionFields({ questions, most, situations }: Props) {
  const list = useRef<HTMLDivElement>(null)
  // Without JavaScript the button posts the form, which comes back with the question in it.
  const add = (event: MouseEvent, question: string) => {
    event.preventDefault()
    const fields = [...(list.current?.querySelectorAll('input') ?? [])]
    const empty = fields.find((field) => field.value.trim() === '')
    if (!empty || fields.some((field) => field.value === question)) return
    empty.value = question
    empty.dispatchEvent(new Event('input', { bubbles: true }))
    empty.focus()
  }
  return (
    <>
      <div ref={list}>
        <Fieldset
          name="questions[]"
          legend="Your questions"
          hint="Three to five, the most important first. Specialists answer each of them."
          required
        >
          <ol className="grid gap-2.5">
            {Array.from({ length: most }, (_, at) => (
              <li key={at} className="flex items-center gap-2.5">
                <span className="num w-4 text-muted" aria-hidden>
                  {at + 1}
                </span>
                <ListLine
                  name="questions[]"
                  at={at}
                  value={questions[at] ?? ''}
                  max={500}
                  label={`Question ${at + 1}`}
                />
              </li>
            ))}
          </ol>
        </Fieldset>
      </div>
      <Theirs name="questions[]" />
      <Suggestions situations={situations} add={add} />
    </>
  )
}

type SuggestionsProps = Pick<Props, 'situations'> & { add: (event: MouseEvent, question: string) => void }

function Suggestions({ situations, add }: SuggestionsProps) {
  return (
    <section aria-label="Suggested questions" className="grid gap-2">
      <p className="font-medium">Not sure what to ask? Choose what fits:</p>
      {situations.map((situation) => (
        <details key={situation.id} open={situation.fits} className="rounded-m border border-line px-4 py-3">
          <summary className="font-medium">{situation.title}</summary>
          <ul className="mt-2 grid gap-1">
            {situation.questions.map((question) => (
              <li key={question} className="flex items-center justify-between gap-3">
                <span>{question}</span>
                <Button
                  type="submit"
                  name="add"
                  value={question}
                  size="small"
                  variant="quiet"
                  onClick={(event) => add(event, question)}
                  aria-label={`Add: ${question}`}
                >
                  <Plus /> Add
                </Button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}
