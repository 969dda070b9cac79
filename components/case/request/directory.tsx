import { HospitalCard, type HospitalSummary } from '#components/site/hospital-card.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { Building2 } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Select } from '#components/ui/select.tsx'
import type { DirectoryFilter, HospitalView } from '#lib/case/directory.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { SPECIALTY_WORDS, SPECIES_WORDS } from '#lib/words.ts'

type Props = { filter: DirectoryFilter; hospitals: HospitalView[]; countries: string[]; next: string | null }

/** The public directory: verified hospitals, narrowed by what the animal needs. */
export function Directory({ filter, hospitals, countries, next }: Props) {
  return (
    <div className="page grid gap-6">
      <div className="pt-4">
        <h1 className="text-large">Hospitals</h1>
        <p className="mt-1 max-w-text text-lead text-muted">
          Each was verified by Conferral, names its fee and says how soon it answers. You pay only after a hospital has
          accepted your case.
        </p>
      </div>
      <Filter filter={filter} countries={countries} />
      {hospitals.length === 0 ? (
        <EmptyState
          className="card"
          icon={Building2}
          title="No hospital fits this choice"
          action={<ButtonLink href="/hospitals">Show all hospitals</ButtonLink>}
        >
          Try without the country, the language or the fee, or choose a wider specialty.
        </EmptyState>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {hospitals.map((hospital) => (
            <HospitalCard key={hospital.id} hospital={summaryOf(hospital)} />
          ))}
        </div>
      )}
      <Pagination
        label="Pages of hospitals"
        next={next && `/hospitals?${queryOf({ ...filter, after: next })}`}
        previous={filter.after ? `/hospitals?${queryOf({ ...filter, after: null })}` : null}
      />
    </div>
  )
}

function summaryOf(hospital: HospitalView): HospitalSummary {
  const { services } = hospital
  const cheapest = services[0]
  return {
    ...hospital,
    verified: true,
    specialties: [...new Set(services.map((service) => service.specialty))],
    species: [...new Set(services.flatMap((service) => service.species))],
    turnaroundHours: Math.min(...services.map((service) => service.turnaroundHours)),
    from: cheapest ? { minor: cheapest.feeMinor, currency: cheapest.currency } : null,
  }
}

const queryOf = (filter: DirectoryFilter): URLSearchParams =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  )

const HOURS = { 24: 'a day', 48: 'two days', 72: 'three days', 168: 'a week' }

const WEEKS = { 0: 'now', 1: 'within a week', 2: 'within two weeks', 4: 'within four weeks' }

function Filter({ filter, countries }: Pick<Props, 'filter' | 'countries'>) {
  return (
    <form
      method="get"
      aria-label="Narrow the list"
      className="card card-body grid grid-cols-2 items-end gap-3 sm:grid-cols-4"
    >
      <Field name="q" label="Name or city" className="col-span-full sm:col-span-2">
        <Input type="search" defaultValue={filter.q ?? ''} maxLength={100} />
      </Field>
      <Choice name="specialty" label="Specialty" value={filter.specialty} options={Object.entries(SPECIALTY_WORDS)} />
      <Choice
        name="species"
        label="Animal"
        value={filter.species}
        options={Object.entries(SPECIES_WORDS).map(([code, { label }]) => [code, label])}
      />
      <Choice
        name="language"
        label="Language"
        value={filter.language}
        options={LANGUAGES.map(({ code, name }) => [code, name])}
      />
      <Choice name="weeks" label="Next free" value={filter.weeks} options={Object.entries(WEEKS)} />
      <Choice name="country" label="Country" value={filter.country} options={countries.map((one) => [one, one])} />
      <Field name="fee" label="Fee up to">
        <Input inputMode="decimal" defaultValue={filter.fee ?? ''} placeholder="any" />
      </Field>
      <Choice name="hours" label="Answer within" value={filter.hours} options={Object.entries(HOURS)} />
      <Field name="sort" label="Sort by">
        <Select defaultValue={filter.sort}>
          <option value="name">Name</option>
          <option value="fee">Fee</option>
          <option value="hours">Fastest</option>
        </Select>
      </Field>
      <Button type="submit" variant="primary">
        Show
      </Button>
    </form>
  )
}

type ChoiceProps = {
  name: string
  label: string
  value: string | number | null
  /** Value and words. */
  options: readonly (readonly [string, string])[]
}

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <Field name={name} label={label}>
      <Select defaultValue={value === null ? '' : String(value)}>
        <option value="">Any</option>
        {options.map(([code, words]) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  )
}
