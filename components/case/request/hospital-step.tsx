import { Button, ButtonLink } from '#components/ui/button.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ArrowRight, Building2 } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { formatMoney } from '#lib/money.ts'
import { Select } from '#components/ui/select.tsx'
import type { DirectoryFilter, HospitalView } from '#lib/case/directory.ts'
import type { RequestService, RequestView } from '#lib/case/request/queries.ts'
import { URGENCIES, URGENCY_WORDS } from '#lib/case/request/rules.ts'
import { decisionDayWords, urgencyFor } from '#lib/case/wishes.ts'
import type { Urgency } from '#lib/db/generated/enums.ts'
import { LANGUAGES, languageWords } from '#lib/languages.ts'
import { sameGroup } from '#lib/organization/groups.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'
import { StepForm, type StepProps } from './step-form.tsx'
import { SameGroup } from './same-group.tsx'
import { Theirs } from './theirs.tsx'

export type DirectoryView = {
  hospitals: HospitalView[]
  countries: string[]
  q: string | null
  specialty: DirectoryFilter['specialty']
  language: string | null
  /** Corporate group of the attending vet's practice; '' where none is known. */
  practiceGroup: string
  country: string | null
  /** Address of the next page of hospitals. */
  more: string | null
}

type Props = StepProps & {
  request: RequestView
  directory: DirectoryView
  /** A practice chooses, which takes part in any case. */
  byPractice?: boolean
}

/** Which hospital and service, and how soon. The one that is chosen stays on top, whatever the filter. */
export function HospitalStep({ request, directory, byPractice = false, ...form }: Props) {
  const soon = sooner(request.urgency, urgencyFor(request.decisionOn, request.today))
  const chosen = request.service?.open ? request.service : null
  const options = directory.hospitals.flatMap((hospital) =>
    hospital.services.filter(({ id }) => id !== chosen?.id).map((service) => ({ ...service, open: true, hospital })),
  )
  const shared = { alone: byPractice, practiceGroup: directory.practiceGroup, language: request.language }
  return (
    <div className="grid gap-6">
      <Filter caseId={form.caseId} directory={directory} />
      <p className="max-w-text text-small text-muted">
        A second opinion says most when it comes from a different institution than the first. Where a hospital belongs
        to the same group as your vet’s practice, it says so below; it is your choice.
      </p>
      <StepForm step="hospital" {...form}>
        <Fieldset name="service" legend="Hospital and service" hint={byPractice ? PRACTICE_HINT : HINT} required>
          {chosen && <Option service={chosen} chosen {...shared} />}
          {options.map((service) => (
            <Option key={service.id} service={service} {...shared} />
          ))}
          {options.length === 0 && !chosen && <NoneFits />}
          {directory.more && (
            <p>
              <ButtonLink href={directory.more} size="small">
                More hospitals <ArrowRight />
              </ButtonLink>
            </p>
          )}
        </Fieldset>
        <Theirs name="service" />
        <Fieldset
          name="urgency"
          legend="How soon do you need the answer?"
          hint={request.decisionOn && `You must decide by ${decisionDayWords(request.decisionOn, request.today)}.`}
        >
          {URGENCIES.map((urgency) => (
            <ChoiceCard
              key={urgency}
              value={urgency}
              title={URGENCY_WORDS[urgency].label}
              hint={URGENCY_WORDS[urgency].hint}
              defaultChecked={urgency === soon}
            />
          ))}
        </Fieldset>
      </StepForm>
    </div>
  )
}

/** The day of the decision may ask for more haste than was chosen; never for less. */
const sooner = (one: Urgency, other: Urgency): Urgency =>
  URGENCIES.indexOf(other) > URGENCIES.indexOf(one) ? other : one

const HINT =
  'Nothing is charged now: the hospital first looks whether it can help. If it accepts, you see the final fee before you pay.'

const PRACTICE_HINT =
  'Nothing is charged now: the hospital first looks whether it can help. If it accepts, the final fee is there before anybody pays.'

const TOGETHER: Record<HospitalView['deliveryPolicy'], string> = {
  ATTENDING_VET_ONLY: 'Answers together with your vet only.',
  AFTER_LIVE_EXAM: 'If your vet does not take part, it examines your animal first.',
  GENERAL_ADVICE: 'If your vet does not take part, it gives general advice only.',
}

type Offered = Omit<RequestService, 'hospital'> & {
  hospital: Pick<
    RequestService['hospital'],
    'name' | 'city' | 'country' | 'deliveryPolicy' | 'languages' | 'groupName' | 'capacity'
  >
}

type OptionProps = { service: Offered; chosen?: boolean; alone: boolean; practiceGroup: string; language: string }

function Option({ service, chosen = false, alone, practiceGroup, language }: OptionProps) {
  const { hospital } = service
  const speaks = hospital.languages.includes(language) && `Answers in ${languageWords(language)}.`
  const place = [hospital.city, hospital.country].filter(Boolean).join(', ')
  return (
    <ChoiceCard
      value={service.id}
      title={hospital.name}
      defaultChecked={chosen}
      aside={
        service.feeMinor !== null && (
          <b className="num whitespace-nowrap">
            {formatMoney({ minor: service.feeMinor, currency: service.currency })}
          </b>
        )
      }
      hint={
        <>
          <span className="block text-ink">{service.name}</span>
          {[place, SPECIALTY_WORDS[service.specialty], `answer within ${service.turnaroundHours} h of payment`]
            .filter(Boolean)
            .join(' · ')}
          {!alone && <span className="block">{TOGETHER[hospital.deliveryPolicy]}</span>}
          {(speaks || hospital.capacity) && (
            <span className="block">
              {[speaks, hospital.capacity && `${hospital.capacity}.`].filter(Boolean).join(' ')}
            </span>
          )}
          {sameGroup(practiceGroup, hospital.groupName) && <SameGroup name={hospital.groupName} />}
        </>
      }
    />
  )
}

function NoneFits() {
  return (
    <EmptyState icon={Building2} level={3} title="No hospital fits this choice">
      Choose another name, specialty or country above to see more.
    </EmptyState>
  )
}

function Filter({ caseId, directory }: { caseId: string; directory: DirectoryView }) {
  return (
    <form
      method="get"
      action={`/cases/${caseId}/request`}
      aria-label="Narrow the hospitals"
      className="flex flex-wrap items-end gap-3"
    >
      <input type="hidden" name="step" value="hospital" />
      <Field name="q" label="Name or city" className="min-w-40 grow">
        <Input type="search" defaultValue={directory.q ?? ''} maxLength={100} />
      </Field>
      <Field name="specialty" label="Specialty" className="min-w-40 grow">
        <Select defaultValue={directory.specialty ?? ''}>
          <option value="">All</option>
          {Object.entries(SPECIALTY_WORDS).map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="language" label="Language" className="min-w-40 grow">
        <Select defaultValue={directory.language ?? ''}>
          <option value="">All</option>
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="country" label="Country" className="min-w-40 grow">
        <Select defaultValue={directory.country ?? ''}>
          <option value="">All</option>
          {directory.countries.map((country) => (
            <option key={country}>{country}</option>
          ))}
        </Select>
      </Field>
      <Button type="submit">Show</Button>
    </form>
  )
}
