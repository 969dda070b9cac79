import { Check, Clock } from '#components/ui/icons.tsx'

const done = ['Request', 'Records', 'Consent', 'Triage', 'Fee', 'Thread']

/** A picture of a case on its way, made of the product's own parts. */
export function CasePreview() {
  return (
    <figure className="card preview">
      <figcaption className="sr-only">
        An example: the case of Miso, a cat. Six of seven stages are done, and the hospital is writing its answer.
      </figcaption>
      <div aria-hidden>
        <div className="flex items-center gap-3">
          <span className="pet">🐈</span>
          <div className="min-w-0">
            <p className="text-lead font-bold">Miso</p>
            <p className="text-small text-muted">Cat, domestic shorthair · female, spayed · 9 years</p>
          </div>
        </div>
        <div className="turnbar tone-brand">
          <Clock />
          <p className="text-small">
            <span className="turnbar-who">Northgate is writing the answer</span>
            <br />
            <span className="num text-muted">Due Tue 24 Nov, 18:00 · 23 h left of 48 h</span>
          </p>
        </div>
        <ol className="preview-stages">
          {done.map((stage) => (
            <li key={stage} className="rail-done">
              <span className="rail-dot">
                <Check className="icon-bold" />
              </span>
              {stage}
            </li>
          ))}
          <li className="rail-now font-bold">
            <span className="rail-dot" />
            Recommendation
          </li>
        </ol>
      </div>
    </figure>
  )
}
