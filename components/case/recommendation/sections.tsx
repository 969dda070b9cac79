import type { Side } from '#lib/db/generated/enums.ts'
import { type Content, sectionsOf, URGENCY_MEANS } from '#lib/case/recommendation/rules.ts'

/** The parts of a recommendation as this side reads them; the page around it says who signed. */
export function Sections({ content, side }: { content: Content; side: Side }) {
  return (
    <>
      {content.addendumReason && (
        <section className="mt-6 border-l-3 border-brand-line pl-4">
          <h3 className="text-lead">What changed and why</h3>
          <p className="mt-1 whitespace-pre-line">{content.addendumReason}</p>
        </section>
      )}
      {content.urgency && (
        <p className="mt-5">
          <b>{URGENCY_MEANS[content.urgency]}.</b>
        </p>
      )}
      {sectionsOf(content, side).map(({ key, title, explain, text, answers }) => (
        <section key={key} className="mt-7 max-w-text">
          <h3 className="text-title">{title}</h3>
          {side === 'OWNER' && explain && <p className="font-sans text-small text-muted">{explain}</p>}
          {text && <p className="mt-2 whitespace-pre-line">{text}</p>}
          {answers.length > 0 && (
            <ol className="mt-2 grid gap-4">
              {answers.map(({ question, answer }, place) => (
                // oxlint-disable-next-line react/no-array-index-key -- a question may be asked twice; the order is fixed
                <li key={place}>
                  <p className="font-bold whitespace-pre-line">
                    {place + 1}. {question}
                  </p>
                  <p className="whitespace-pre-line">{answer || <span className="text-muted">No answer yet</span>}</p>
                </li>
              ))}
            </ol>
          )}
        </section>
      ))}
    </>
  )
}
