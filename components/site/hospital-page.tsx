import type { ReactNode } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import { languageList } from '#lib/languages.ts'
import { formatMoney, type Money } from '#lib/money.ts'
import { speciesList, specialtyNames } from '#components/case/frame/words.ts'

export type HospitalView = {
  slug: string
  name: string
  city?: string | null
  country?: string | null
  about?: string | null
  verified: boolean
  triageHours: number
  turnaroundHours: number
  followUpDays: number
  /** `ATTENDING_VET_ONLY`, `AFTER_LIVE_EXAM` or `GENERAL_ADVICE`. */
  deliveryPolicy: string
  languages: string[]
  capacity: string
  returnPledge: string
  groupName: string
  /** How fast it was; null where too few answers say so. */
  measuredHours: number | null
}

export type ServiceView = {
  id: string
  name: string
  /** Code. */
  specialty: string
  description?: string | null
  species: string[]
  fee: Money
  turnaroundHours: number
}

export type SpecialistView = { name: string; titles: { title: string; college: string; verifiedAt: Date }[] }

type Props = {
  hospital: HospitalView
  services: ServiceView[]
  team?: SpecialistView[]
  /** Where the request for a service begins. */
  askHref?: (service: ServiceView) => string
  children?: ReactNode
}

const delivery: Record<string, string> = {
  ATTENDING_VET_ONLY:
    'This hospital answers together with your attending vet. Without your vet’s agreement it cannot take a case.',
  AFTER_LIVE_EXAM:
    'If your vet does not take part, this hospital first sees your animal itself, on site or as the law there allows.',
  GENERAL_ADVICE:
    'If your vet does not take part, this hospital gives general advice only: no diagnosis and no treatment for your animal.',
}

/** A hospital's public page: what it offers, for how much and how fast, and who answers. */
export function HospitalPage({ hospital, services, team, askHref, children }: Props) {
  const ask = askHref ?? ((service: ServiceView) => `/cases/new?hospital=${hospital.slug}&service=${service.id}`)
  const place = [hospital.city, hospital.country].filter(Boolean).join(', ')
  return (
    <div className="page">
      <header className="pt-4">
        <h1 className="text-large">{hospital.name}</h1>
        <p className="text-muted">
          {place}
          {hospital.verified && (
            <>
              {place && ' · '}
              <ShieldCheck className="text-brand" /> verified by Conferral
            </>
          )}
        </p>
        {hospital.about && <p className="mt-4 max-w-text text-lead whitespace-pre-line">{hospital.about}</p>}
      </header>
      <div className="mt-8 grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-labelledby="services" className="grid content-start gap-4">
          <h2 id="services">Services</h2>
          {services.length === 0 && <p className="text-muted">This hospital takes no new cases at the moment.</p>}
          {services.map((service) => (
            <Service key={service.id} service={service} href={ask(service)} />
          ))}
          {children}
        </section>
        <div className="grid content-start gap-4">
          <Promises hospital={hospital} />
          <About hospital={hospital} />
          <Team team={team ?? []} />
        </div>
      </div>
    </div>
  )
}

function Service({ service, href }: { service: ServiceView; href: string }) {
  return (
    <article className="card card-body">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-lead">{service.name}</h3>
        <b className="num text-lead whitespace-nowrap">{formatMoney(service.fee)}</b>
      </div>
      <p className="text-small text-muted">
        {specialtyNames[service.specialty] ?? service.specialty} · answer within {service.turnaroundHours} h ·{' '}
        {speciesList(service.species)}
      </p>
      {service.description && <p className="mt-2 max-w-text whitespace-pre-line">{service.description}</p>}
      <p className="mt-4">
        <ButtonLink href={href} variant="primary">
          Ask for this
          <span className="sr-only">: {service.name}</span>
        </ButtonLink>
      </p>
    </article>
  )
}

function Promises({ hospital }: { hospital: HospitalView }) {
  return (
    <Card title="What it promises">
      <Facts
        className="text-small"
        items={[
          { label: 'Decides', value: `within ${hospital.triageHours} h of all consents` },
          { label: 'Answers', value: `within ${hospital.turnaroundHours} h of payment` },
          { label: 'Questions', value: `for ${hospital.followUpDays} days after the answer` },
          { label: 'Late', value: 'the whole fee goes back to you' },
          { label: 'Kept', value: measuredWords(hospital.measuredHours) },
        ]}
      />
      {delivery[hospital.deliveryPolicy] && (
        <p className="mt-3 border-t border-line pt-3 text-small">{delivery[hospital.deliveryPolicy]}</p>
      )}
    </Card>
  )
}

/** "half of its answers of the last 90 days came within 31 h of payment"; too few are said to be too few. */
const measuredWords = (hours: number | null): string =>
  hours === null
    ? 'too few answers in the last 90 days to say'
    : `half of the answers of the last 90 days came within ${Math.max(1, Math.ceil(hours))} h of payment, waiting for others included`

function About({ hospital }: { hospital: HospitalView }) {
  const { languages, capacity, returnPledge, groupName } = hospital
  return (
    <Card title="Good to know">
      <Facts
        className="text-small"
        items={[
          { label: 'Languages', value: languages.length > 0 ? languageList(languages) : 'not said' },
          { label: 'New cases', value: capacity || 'as they come' },
          { label: 'Owned by', value: groupName || 'no corporate group named' },
        ]}
      />
      {returnPledge && (
        <div className="mt-3 border-t border-line pt-3 text-small">
          <p className="font-bold">Your vet stays your vet</p>
          <p className="mt-1 whitespace-pre-line" dir="auto">
            {returnPledge}
          </p>
        </div>
      )}
    </Card>
  )
}

/** Nobody is called a specialist here whose diploma was not found in the college's register. */
function Team({ team }: { team: SpecialistView[] }) {
  return (
    <Card title="Who answers">
      {team.length === 0 ? (
        <p className="text-small text-muted">
          No diploma of this team was checked yet. Names and titles stand here once we have found them in the register
          of the college.
        </p>
      ) : (
        <ul>
          {team.map(({ name, titles }) => (
            <li key={`${name} ${titles[0]?.title}`} className="person">
              <Avatar name={name} tone="hospital" />
              <div className="min-w-0">
                <p className="text-small font-bold">{name}</p>
                {titles.map(({ title, college, verifiedAt }) => (
                  <p key={title} className="text-tiny text-muted">
                    <b className="text-ink">{title}</b> <ShieldCheck className="text-brand" /> found in the register of
                    the {college} by Conferral on <Time value={verifiedAt} zone="UTC" detail="date" />
                  </p>
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
