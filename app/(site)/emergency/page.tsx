import type { Metadata } from 'next'
import Link from 'next/link'
import { FLAG_SOURCES, RED_FLAGS, redFlagsFor } from '#lib/case/request/red-flags.ts'
import { SPECIES } from '#lib/patient/rules.ts'
import { SPECIES_WORDS } from '#lib/words.ts'
import { Notice } from '#components/ui/notice.tsx'

export const metadata: Metadata = {
  title: 'Emergency care first',
  description: 'Signs that cannot wait for a second opinion, and what to do now.',
}

const common = RED_FLAGS.filter(({ species }) => species === 'ALL')
/** The same signs that are asked before a request begins. */
const groups = [
  { id: 'all', who: 'Any animal', flags: common },
  ...SPECIES.map((species) => ({
    id: species.toLowerCase(),
    who: species === 'OTHER' ? 'Any other animal, too' : `${SPECIES_WORDS[species].label}, too`,
    flags: redFlagsFor(species).filter((flag) => flag.species !== 'ALL'),
  })),
]

export default function Emergency() {
  return (
    <div className="page">
      <h1 className="pt-6 text-large">If it cannot wait, go now</h1>
      <Notice tone="danger" title="A second opinion takes hours or days" className="mt-5 max-w-text">
        If you see one of the signs below, call the nearest emergency clinic or your vet, and set off. You can come back
        here later; nothing you have typed is lost.
      </Notice>
      <section className="prose mt-9">
        <h2>What to do now</h2>
        <ol>
          <li>
            <b>Call.</b> Your own practice first: at night its recording usually names who is on duty. Otherwise search
            your map for an emergency vet.
          </li>
          <li>
            <b>Say three things:</b> which animal and how heavy, what you see, and how far away you are.
          </li>
          <li>
            <b>Keep it quiet.</b> Carry a small animal flat and wrapped. One that is overheated needs shade and cool,
            not icy, water at once. Give no food and no human medicine.
          </li>
          <li>
            <b>Take with you</b> the packet, the plant or a photo of what was eaten, and the list of its medicines.
          </li>
        </ol>
      </section>
      <section className="prose mt-9">
        <h2>Signs that cannot wait</h2>
        <Signs />
        <p className="text-muted">
          The list is not complete. If you are unsure, call: a vet would rather hear from you for nothing than too late.
        </p>
        <p>
          Not urgent after all?{' '}
          <Link href="/cases/new" prefetch={false}>
            Ask for a second opinion
          </Link>
        </p>
      </section>
      <Sources />
    </div>
  )
}

const Signs = () => (
  <>
    {groups.map(({ id, who, flags }) => (
      <div key={id} id={id}>
        <h3>{who}</h3>
        <ul className="mt-2">
          {flags.map(({ id: flag, sign, meanwhile, sources }) => (
            <li key={flag}>
              {sign}. {meanwhile && <i>{meanwhile} </i>}
              <span className="text-small whitespace-nowrap text-muted">
                <span className="sr-only">Sources </span>({[...sources].join(', ')})
              </span>
            </li>
          ))}
        </ul>
      </div>
    ))}
  </>
)

const Sources = () => (
  <section className="section max-w-text text-small text-muted" aria-labelledby="sources">
    <h2 id="sources" className="text-title">
      Sources
    </h2>
    <p className="mt-2">Information, not advice about your animal. The words are ours.</p>
    <ul className="mt-2 grid gap-1">
      {FLAG_SOURCES.map(({ id, title, where }) => (
        <li key={id}>
          <b>{id}</b> {title}, {where}
        </li>
      ))}
    </ul>
  </section>
)
