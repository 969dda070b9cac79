import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import { placeWords } from '#lib/case/delivery/places.ts'
import type { DeliveryView, Rule } from '#lib/case/delivery/queries.ts'
import { POLICY_WORDS, whyThis } from '#lib/case/delivery/rules.ts'

type Props = { view: DeliveryView; zone: string; level?: 2 | 3 }

/** Who gets the answer, by which rule, and why: before anything is paid. */
export function DeliveryCard({ view, zone, level = 2 }: Props) {
  const { rule, vetTakesPart, draft } = view
  return (
    <Card title="Who gets the answer" level={level}>
      <div className="grid max-w-text gap-3">
        <p>
          {vetTakesPart
            ? 'The attending vet takes part: owner and vet get the answer together.'
            : 'When the attending vet agrees, owner and vet get the answer together.'}
        </p>
        {!vetTakesPart && <Otherwise view={view} />}
        {rule && (
          <TheRule rule={rule} zone={zone}>
            {vetTakesPart && <Otherwise view={view} />}
          </TheRule>
        )}
        <p className="text-small text-muted">
          {draft ? 'The rule that stands on the day you send the request stays with the case. ' : ''}
          This is information, not legal advice.
        </p>
      </div>
    </Card>
  )
}

/** What holds without the vet, and why it is this. */
function Otherwise({ view: { applies, hospital, rule, stated } }: { view: DeliveryView }) {
  return (
    <p className="mt-2 first:mt-0">
      <ShieldCheck /> <b>{POLICY_WORDS[applies.policy].means(hospital)}</b>{' '}
      {whyThis(applies.because, { region: rule?.region ?? null, stated, hospital })}
    </p>
  )
}

function TheRule({ rule, zone, children }: { rule: Rule; zone: string; children: ReactNode }) {
  return (
    <details className="rounded-m border border-line p-4">
      <summary className="font-medium">The rule, and where it comes from</summary>
      {children}
      <RuleWords rule={rule} />
      <p className="mt-3 text-small text-muted">
        {placeWords(rule.region)}, version {rule.version}, published <Time value={rule.publishedAt} zone={zone} />.
      </p>
    </details>
  )
}

/** A rule in words, with its sources. */
export function RuleWords({ rule }: { rule: Pick<Rule, 'words' | 'withVet' | 'sources'> }) {
  return (
    <>
      <p className="mt-2 whitespace-pre-line">{rule.words}</p>
      <p className="mt-2 whitespace-pre-line">With the vet: {rule.withVet}</p>
      <ul className="mt-3 grid list-disc gap-1 pl-5 text-small">
        {rule.sources.map(({ title, url, readOn }) => (
          <li key={`${title}${url}`} className="wrap-anywhere">
            {url ? (
              <a href={url} className="link" rel="noreferrer" target="_blank">
                {title}
              </a>
            ) : (
              title
            )}{' '}
            <span className="text-muted">(read {readOn})</span>
          </li>
        ))}
      </ul>
    </>
  )
}
