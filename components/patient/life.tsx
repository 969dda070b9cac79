import Link from 'next/link'
import { SeriesCard } from '#components/patient/laboratory/series-card.tsx'
import { TrendChart } from '#components/patient/trend-chart.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import { STATUS_WORDS } from '#lib/case/status.ts'
import { dayWords } from '#lib/patient/days.ts'
import type { Life, LifeCase } from '#lib/patient/life.ts'
import { weight } from '#lib/words.ts'

/** An animal's life as its cases tell it: who was asked, what was answered, weights and values over time. */
export function LifeOf({ life, name, zone }: { life: Life; name: string; zone: string }) {
  const { cases, weights, labs } = life
  const points = weights
    .flatMap(({ day, grams }) => (day.length === 10 ? [{ day, value: grams / 1000 }] : []))
    .toReversed()
  return (
    <>
      <Card title={`What was asked about ${name}`} flush>
        {cases.length === 0 ? (
          <p className="p-4 text-muted">Nothing yet. Requests and their answers will stand here, the newest first.</p>
        ) : (
          <ol className="divide-y divide-line">
            {cases.map((one) => (
              <Line key={one.id} one={one} zone={zone} />
            ))}
          </ol>
        )}
      </Card>
      {weights.length > 0 && (
        <Card title="Weight over time">
          {points.length > 1 && <TrendChart label="Weight" unit="kg" points={points} />}
          <ul className="grid gap-1 text-small">
            {weights.map(({ day, grams, by }, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- the same weight on the same day may be written twice
              <li key={at}>
                <b className="num">{weight(grams)}</b>{' '}
                <span className="text-muted">{[dayWords(day), by].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {labs.length > 0 && (
        <Card title="Laboratory values over time" flush>
          <ul className="divide-y divide-line">
            {labs.map((series) => (
              <SeriesCard key={series.key} series={series} />
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function Line({ one, zone }: { one: LifeCase; zone: string }) {
  const { id, number, kind, headline, status, hospital, begunAt, answeredAt } = one
  return (
    <li className="grid gap-1 px-4.5 py-3.5">
      <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <Link href={`/cases/${id}`} prefetch={false} className="link font-bold">
          {headline || (kind === 'CONSULTATION' ? 'Your vet asked a specialist' : 'A request that is not sent yet')}
        </Link>
        <Pill tone={answeredAt ? 'brand' : 'neutral'}>{STATUS_WORDS[status].label}</Pill>
      </div>
      <p className="text-small text-muted">
        {hospital && `${hospital} · `}
        <span className="num">{number}</span> · asked <Time value={begunAt} detail="date" zone={zone} />
        {answeredAt && (
          <>
            {' '}
            · answered <Time value={answeredAt} detail="date" zone={zone} /> ·{' '}
            <Link href={`/cases/${id}/recommendation`} prefetch={false} className="link">
              Read the answer
            </Link>
          </>
        )}
      </p>
    </li>
  )
}
