import Link from 'next/link'
import { Clock, ShieldCheck } from '#components/ui/icons.tsx'
import { formatMoney, type Money } from '#lib/money.ts'
import { Pill } from '#components/ui/pill.tsx'
import { languageList } from '#lib/languages.ts'
import { speciesList, specialtyNames } from '#components/case/frame/words.ts'

export type HospitalSummary = {
  slug: string
  name: string
  city?: string | null
  country?: string | null
  about?: string | null
  verified: boolean
  /** Codes of its active services. */
  specialties: string[]
  species?: string[]
  /** The hospital's own promise, from payment to signed answer. */
  turnaroundHours: number
  /** In which it answers, by code. */
  languages?: string[]
  /** When it takes the next case, in words. */
  capacity?: string
  /** The lowest fee of its services. */
  from?: Money | null
}

/** One hospital in the directory. The name links to its page; the whole card can be pressed. */
export function HospitalCard({ hospital, href }: { hospital: HospitalSummary; href?: string }) {
  const place = [hospital.city, hospital.country].filter(Boolean).join(', ')
  return (
    <article className="card card-link card-body flex flex-col gap-3">
      <div>
        <h2>
          <Link href={href ?? `/hospitals/${hospital.slug}`} prefetch={false} className="card-link-target">
            {hospital.name}
          </Link>
        </h2>
        <p className="text-small text-muted">
          {place}
          {hospital.verified && (
            <>
              {place && ' · '}
              <ShieldCheck className="text-brand" /> verified
            </>
          )}
        </p>
      </div>
      {hospital.about && <p className="line-clamp-3">{hospital.about}</p>}
      <div className="flex flex-wrap gap-1.5">
        {hospital.specialties.map((code) => (
          <Pill key={code} tone="brand">
            {specialtyNames[code] ?? code}
          </Pill>
        ))}
      </div>
      {hospital.species && hospital.species.length > 0 && (
        <p className="text-small text-muted">For {speciesList(hospital.species)}</p>
      )}
      {(hospital.languages?.length || hospital.capacity) && (
        <p className="text-small text-muted">
          {[hospital.languages?.length && `Answers in ${languageList(hospital.languages)}`, hospital.capacity]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <p className="num mt-auto flex flex-wrap justify-between gap-x-4 border-t border-line pt-3 text-small">
        <span>
          <Clock className="text-muted" /> Answers within {hospital.turnaroundHours} h
        </span>
        {hospital.from && (
          <span>
            from <b className="num whitespace-nowrap">{formatMoney(hospital.from)}</b>
          </span>
        )}
      </p>
    </article>
  )
}
