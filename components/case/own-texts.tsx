import type { CaseFrame } from '#lib/case/frame.ts'
import { filled } from '#lib/organization/text-rules.ts'

type OwnText = { id: string; title: string; body: string }

/** The practice's text with this id, as it reads for this case; null for any other. */
export function ownTextFor(frame: CaseFrame, texts: readonly OwnText[], id: string | undefined): string | null {
  const text = texts.find((one) => one.id === id)
  if (!text) return null
  const of = (part: 'OWNER' | 'ATTENDING_VET') => frame.people.find((one) => one.part === part)?.name ?? ''
  return filled(text.body, {
    ...{ patient: frame.patient?.name ?? '', owner: of('OWNER'), vet: of('ATTENDING_VET') },
    ...{ practice: frame.practiceName, hospital: frame.hospital?.name ?? '', case: frame.number },
  })
}

/** The practice's own texts to begin with, as plain links: a press shows the page again with the words in the field. */
export function OwnTexts({ texts, field }: { texts: readonly OwnText[]; field: string }) {
  if (texts.length === 0) return null
  return (
    <details className="no-print text-small">
      <summary className="link py-1">Begin with a text of your practice</summary>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {texts.map(({ id, title }) => (
          <li key={id}>
            <a className="link" href={`?text=${id}#${field}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
