import type { Metadata } from 'next'
import Link from 'next/link'
import { DOES_NOT_HELP, HELPS, HELPS_VETS, type Situation, SOURCES } from '#components/site/when-it-helps.ts'
import { asSituation } from '#lib/case/wishes.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

export const metadata: Metadata = {
  title: 'Is a second opinion right for this?',
  description: 'Situations in which a second opinion helps, and those in which something else helps more.',
}

export default function IsItRight() {
  return (
    <div className="page">
      <div className="max-w-text pt-6">
        <h1 className="text-large">Is a second opinion right for this?</h1>
        <p className="section-lead">
          A second opinion is another view of the same animal, from someone who sees such cases often. It does not
          reject the first: most often it confirms it, or makes it more exact.
        </p>
      </div>
      <Notice tone="danger" title="Not sure whether it can wait?" className="mt-6 max-w-text">
        Then first look at{' '}
        <Link className="link" href="/emergency">
          the signs that cannot wait
        </Link>
        , or call a vet.
      </Notice>
      <Situations title="When it helps" list={[...HELPS, ...HELPS_VETS]} />
      <Situations title="When something else helps more" list={DOES_NOT_HELP} />
      <section className="section max-w-text">
        <h2>Your vet is part of it</h2>
        <p className="mt-3">
          Asking is normal, and most vets welcome it. Your vet is asked to share the records and takes part, so nothing
          happens behind anybody’s back; we help you with the words.
        </p>
        <div className="mt-5 flex flex-wrap gap-3">
          <ButtonLink variant="primary" href="/cases/new">
            Ask for a second opinion
          </ButtonLink>
          <ButtonLink href="/how-it-works">How it works</ButtonLink>
        </div>
      </section>
      <section className="section max-w-text text-small text-muted" aria-labelledby="sources">
        <h2 id="sources" className="text-title">
          Sources
        </h2>
        <p className="mt-2">Information, not advice about your animal. The letters stand behind each situation.</p>
        <ul className="mt-2 grid gap-1">
          {SOURCES.map(({ id, title, where }) => (
            <li key={id}>
              <b>{id}</b> {title}, {where}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Situations({ title, list }: { title: string; list: readonly Situation[] }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      <ul className="mt-5 grid gap-6 md:grid-cols-2">
        {list.map((situation) => (
          <li key={situation.id} id={situation.id} className="max-w-text">
            <h3>{situation.title}</h3>
            <p className="mt-1">
              {situation.words}{' '}
              <span className="text-small whitespace-nowrap text-muted">
                <span className="sr-only">Sources </span>({situation.sources.join(', ')})
              </span>
            </p>
            {asSituation(situation.id) && (
              <p className="mt-1">
                <Link className="link" href={`/cases/new?situation=${situation.id}`} prefetch={false}>
                  Ask because of this<span className="sr-only">: {situation.title}</span>
                </Link>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
