import type { Metadata } from 'next'
import Link from 'next/link'
import { CasePreview } from '#components/site/case-preview.tsx'
import { stages } from '#components/site/stages.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { CreditCard, Eye, FileCheck, Lock, Siren } from '#components/ui/icons.tsx'

export const metadata: Metadata = {
  title: { absolute: 'Conferral: a second opinion for your animal, with your vet' },
}

const audiences = [
  {
    title: 'You live with the animal',
    text: 'A hard diagnosis, a big operation, two options that both frighten you. Ask someone who sees this every week, without a long drive, and with your own vet beside you.',
    href: '/cases/new',
    action: 'Ask for a second opinion',
  },
  {
    title: 'You are the vet',
    text: 'Your client asks, or you do. Share the records from one link, speak with the specialist directly, and receive the answer. The patient stays yours.',
    href: '/how-it-works#for-vets',
    action: 'How it works for practices',
  },
  {
    title: 'You are the hospital',
    text: 'Cases arrive with signalment, records, consent and questions in one place, and the fee is settled before you write. No chasing of papers.',
    href: '/how-it-works#for-hospitals',
    action: 'How it works for hospitals',
  },
]

const trust = [
  {
    icon: Lock,
    title: 'Two yeses, then it opens',
    text: 'Your release and your vet’s agreement are both needed. Either of you can end it, and it ends at once.',
  },
  {
    icon: Eye,
    title: 'You see who looked',
    text: 'Every view of every record is listed, with name and time. You and your vet can read that list.',
  },
  {
    icon: CreditCard,
    title: 'No answer, no fee',
    text: 'You pay after a hospital has accepted. Declined or late means your money back, by itself.',
  },
  {
    icon: FileCheck,
    title: 'Signed means signed',
    text: 'The answer cannot be altered afterwards by anyone. Anything added later is a new page with a date.',
  },
]

export default function Landing() {
  return (
    <div className="page">
      <Hero />
      <section className="section" aria-labelledby="for-whom">
        <h2 id="for-whom">One case, three people at the table</h2>
        <div className="mt-8 grid gap-4 md:grid-cols-3">
          {audiences.map((audience) => (
            <Card key={audience.title} as="article" className="flex flex-col">
              <h3 className="text-lead">{audience.title}</h3>
              <p className="mt-2 text-muted">{audience.text}</p>
              <p className="mt-3">
                <Link href={audience.href} prefetch={false} className="link inline-block py-1 font-medium">
                  {audience.action}
                </Link>
              </p>
            </Card>
          ))}
        </div>
      </section>
      <section className="section" aria-labelledby="way">
        <h2 id="way">Seven stages, and you always know whose turn it is</h2>
        <ol className="steps">
          {stages.map((stage) => (
            <li key={stage.name}>
              <h3>{stage.name}</h3>
              <p>{stage.short}</p>
            </li>
          ))}
        </ol>
      </section>
      <section className="section" aria-labelledby="trust">
        <h2 id="trust">What you can rely on</h2>
        <div className="trust">
          {trust.map(({ icon: Shape, title, text }) => (
            <div key={title}>
              <Shape />
              <h3>{title}</h3>
              <p>{text}</p>
            </div>
          ))}
        </div>
      </section>
      <NotFor />
    </div>
  )
}

function Hero() {
  return (
    <div className="hero">
      <div>
        <h1>A second opinion for your animal, with your vet</h1>
        <p className="hero-lead">
          Hand over the records once. A specialist hospital reads them, your vet takes part, and you get one clear,
          signed answer to the questions that keep you awake.
        </p>
        <div className="mt-7 flex flex-wrap gap-3">
          <ButtonLink href="/cases/new" variant="primary" size="large">
            Ask for a second opinion
          </ButtonLink>
          <ButtonLink href="/hospitals" size="large">
            See the hospitals
          </ButtonLink>
        </div>
        <p className="mt-4 text-small text-muted">
          <Siren className="text-danger" /> In danger right now?{' '}
          <Link href="/emergency" prefetch={false} className="link">
            Emergency care comes first
          </Link>
        </p>
      </div>
      <CasePreview />
    </div>
  )
}

function NotFor() {
  return (
    <section className="section" aria-labelledby="not">
      <h2 id="not">What this is not</h2>
      <div className="prose mt-4">
        <ul>
          <li>
            <b>Not for emergencies.</b> An answer takes hours or days. If your animal cannot breathe, has collapsed or
            is bleeding,{' '}
            <Link href="/emergency" prefetch={false}>
              see what to do now
            </Link>
            .
          </li>
          <li>
            <b>Not a replacement for an examination.</b> The specialist works from records. Your vet has your animal on
            the table.
          </li>
          <li>
            <b>Not a pharmacy.</b> Nothing is prescribed here. Treatment stays between you and your vet.
          </li>
          <li>
            <b>Not a complaint about your vet.</b> Good vets ask for second opinions themselves. Most are glad when you
            do.
          </li>
        </ul>
      </div>
    </section>
  )
}
