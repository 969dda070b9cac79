import { speciesList } from '#components/case/frame/words.ts'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListChecks, Pencil, Plus, Stethoscope } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { formatMoney } from '#lib/money.ts'
import type { OfferedService, ServicesView } from '#lib/organization/services.ts'
import type { Shell } from '#lib/web/shell.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'
import { ProfileFacts, ProfileForm } from './profile-form.tsx'
import { PromisesFacts, PromisesForm } from './promises-form.tsx'
import { ServiceForm } from './service-form.tsx'

type Actions = Record<'add' | 'change' | 'switch' | 'promise' | 'profile', FormAction>
type Props = { view: ServicesView; shell: Shell; actions: Actions }

/** What a hospital offers and promises; its administrators change it here. */
export function Services({ view, shell, actions }: Props) {
  const { hospital, promises, mayEdit } = view
  const base = `/hospital/${hospital.slug}`
  return (
    <Workspace shell={shell} current={`${base}/services`}>
      <div className="page">
        <div className="page-head">
          <h1>Services</h1>
          {hospital.verified && <ButtonLink href={`/hospitals/${hospital.slug}`}>See the public page</ButtonLink>}
          {mayEdit && (
            <Dialog
              variant="primary"
              trigger={
                <>
                  <Plus /> Add a service
                </>
              }
              title="Add a service"
            >
              <ServiceForm hospital={hospital} turnaroundHours={promises.turnaroundHours} action={actions.add} />
            </Dialog>
          )}
        </div>
        {!hospital.verified && (
          <Notice title="Conferral verifies your hospital first" className="mb-5">
            Somebody of ours looks at what you entered. From then on owners find you in the directory; until then, set
            up your services and your team.
          </Notice>
        )}
        {!hospital.chargesEnabled && (
          <Notice
            tone="warn"
            title="Fees cannot be collected yet"
            className="mb-5"
            action={
              mayEdit && (
                <ButtonLink size="small" href={`${base}/money`}>
                  Open Money
                </ButtonLink>
              )
            }
          >
            A case can be accepted only once the account for payments is connected.
          </Notice>
        )}
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <ServiceList {...{ view, actions }} />
          <Aside {...{ view, actions }} />
        </div>
      </div>
    </Workspace>
  )
}

function Aside({ view, actions }: { view: ServicesView; actions: Actions }) {
  const { hospital, promises, profile, mayEdit } = view
  return (
    <div className="grid gap-5">
      <Card title="Promises">
        {mayEdit ? (
          <PromisesForm key={promises.version} slug={hospital.slug} promises={promises} action={actions.promise} />
        ) : (
          <PromisesFacts promises={promises} />
        )}
      </Card>
      <Card title="What owners choose by">
        {mayEdit ? (
          <ProfileForm key={profile.version} slug={hospital.slug} profile={profile} action={actions.profile} />
        ) : (
          <ProfileFacts profile={profile} />
        )}
      </Card>
    </div>
  )
}

function ServiceList({ view, actions }: { view: ServicesView; actions: Actions }) {
  const { services } = view
  return (
    <Card title="What owners can choose" flush>
      {services.length === 0 ? (
        <EmptyState icon={Stethoscope} title="No service yet" level={3}>
          A service is a specialty with a fee and a promise. Owners choose one when they ask your hospital.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {services.map((service) => (
            <ServiceRow key={service.id} {...{ service, view, actions }} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function ServiceRow({ service, view, actions }: { service: OfferedService; view: ServicesView; actions: Actions }) {
  const { name, specialty, description, feeMinor, currency, turnaroundHours, species, active } = service
  return (
    <li className="grid gap-1.5 px-4.5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className={active ? undefined : 'text-muted'}>{name}</h3>
        <b className="num">{formatMoney({ minor: feeMinor, currency })}</b>
      </div>
      <p className="num text-small text-muted">
        {SPECIALTY_WORDS[specialty]} · answer within {turnaroundHours} hours of payment · {speciesList(species)}
      </p>
      {description && (
        <p className="text-small whitespace-pre-line" dir="auto">
          {description}
        </p>
      )}
      <ServiceActs {...{ service, view, actions }} />
    </li>
  )
}

function ServiceActs({ service, view, actions }: { service: OfferedService; view: ServicesView; actions: Actions }) {
  const { id, name, active, version } = service
  const { hospital, promises, mayEdit } = view
  return (
    <div className="mt-1 flex flex-wrap items-center gap-2">
      {!active && <Pill>Not offered now</Pill>}
      <ButtonLink
        size="small"
        href={`/hospital/${hospital.slug}/services/${id}/readiness`}
        aria-label={`What you ask for, ${name}`}
      >
        <ListChecks /> What you ask for
      </ButtonLink>
      {mayEdit && (
        <>
          <Dialog
            size="small"
            trigger={
              <>
                <Pencil /> Change
              </>
            }
            triggerLabel={`Change ${name}`}
            title={`Change ${name}`}
          >
            <ServiceForm
              key={version}
              {...{ hospital, service, turnaroundHours: promises.turnaroundHours }}
              action={actions.change}
            />
          </Dialog>
          <ActionForm action={actions.switch} label={name} okMessage="toast">
            <input type="hidden" name="org" value={hospital.slug} />
            <input type="hidden" name="serviceId" value={id} />
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="active" value={active ? 'off' : 'on'} />
            <SubmitButton variant="quiet" size="small" pendingLabel="Saving">
              <span>
                {active ? 'Stop offering' : 'Offer again'}
                <span className="sr-only"> {name}</span>
              </span>
            </SubmitButton>
          </ActionForm>
        </>
      )}
    </div>
  )
}
