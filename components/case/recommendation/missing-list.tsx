'use client'
import { useEffect, useState } from 'react'
import { CircleCheck } from '#components/ui/icons.tsx'
import { answerField, type Content, EMPTY, type Missing, missing } from '#lib/case/recommendation/rules.ts'

type Props = { formId: string; number: number; questions: string[]; first: Missing[] }

/** What is missing before it can be signed, as it stands in the form at this moment; each leads to its field. */
export function MissingList({ formId, number, questions, first }: Props) {
  const [list, setList] = useState(first)
  useEffect(() => {
    const form = document.querySelector(`form[id="${CSS.escape(formId)}"]`)
    if (!(form instanceof HTMLFormElement)) return
    const look = () => setList(missing(contentIn(new FormData(form), questions), number))
    look()
    form.addEventListener('input', look)
    return () => form.removeEventListener('input', look)
  }, [formId, number, questions])
  if (list.length === 0)
    return (
      <p className="notice tone-success">
        <CircleCheck /> Everything that is needed is there.
      </p>
    )
  return (
    <div className="notice tone-info">
      <div>
        <p className="notice-title">Before it can be signed</p>
        <ul className="mt-1 grid gap-1">
          {list.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${formId}-${field}`} className="link">
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function contentIn(form: FormData, questions: string[]): Content {
  const said = (name: string) => String(form.get(name) ?? '')
  return {
    ...EMPTY,
    assessment: said('assessment'),
    plainLanguage: said('plainLanguage'),
    addendumReason: said('addendumReason'),
    agreement: (said('agreement') || null) as Content['agreement'],
    urgency: (said('urgency') || null) as Content['urgency'],
    answers: questions.map((question, place) => ({ question, answer: said(answerField(place)) })),
  }
}
