'use client'
import { use, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { FormContext } from '#components/ui/form-context.ts'
import { Plus } from '#components/ui/icons.tsx'
import { Theirs } from './theirs.tsx'

type Props = {
  questions: string[]
  most: number
  situations: readonly { id: string; title: string; questions: readonly string[] }[]
}

/** Lines for questions, the most important first; suggestions go into the first empty line. */
export function QuestionFields({ questions, most, situations }: Props) {
  const { values } = use(FormContext)
  const list = useRef<HTMLDivElement>(null)
  const sent = values?.['questions[]']
  const shown = Array.isArray(sent) ? sent : questions
  const add = (question: string) => {
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
                <Line at={at} value={shown[at] ?? ''} />
              </li>
            ))}
          </ol>
        </Fieldset>
      </div>
      <Theirs name="questions[]" />
      <section aria-label="Suggested questions" className="grid gap-2">
        <p className="font-medium">Not sure what to ask? Choose what fits:</p>
        {situations.map((situation) => (
          <details key={situation.id} className="rounded-m border border-line px-4 py-3">
            <summary className="font-medium">{situation.title}</summary>
            <ul className="mt-2 grid gap-1">
              {situation.questions.map((question) => (
                <li key={question} className="flex items-center justify-between gap-3">
                  <span>{question}</span>
                  <Button size="small" variant="quiet" onClick={() => add(question)} aria-label={`Add: ${question}`}>
                    <Plus /> Add
                  </Button>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </section>
    </>
  )
}

function Line({ at, value }: { at: number; value: string }) {
  // Not the Input primitive: after a refusal it would put the whole list into each line.
  return (
    <input
      className="control"
      name="questions[]"
      defaultValue={value}
      maxLength={500}
      aria-label={`Question ${at + 1}`}
      autoComplete="off"
    />
  )
}
