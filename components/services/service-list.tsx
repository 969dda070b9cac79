import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Card } from '#components/ui/card.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ListChecks, Pencil, Plus } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ServiceListView } from '#lib/case/records/readiness/hospital-list.ts'
import { fitWords } from '#lib/case/records/readiness/item-form.ts'
import { limitWords } from '#lib/case/records/readiness/rules.ts'
import type { ReadinessItem } from '#lib/case/records/readiness/schema.ts'
import type { Shell } from '#lib/web/shell.ts'
import { SPECIES_WORDS } from '#lib/words.ts'
import { ItemForm } from './item-form.tsx'

type Actions = Record<'save' | 'drop' | 'reset', FormAction>
type Props = { view: ServiceListView; shell: Shell; actions: Actions }

/** What a hospital asks for before it answers, for one service; its administrators change it here. */
export function ServiceList({ view, shell, actions }: Props) {
  const { hospital, service, items, mayEdit } = view
  const base = `/hospital/${hospital.slug}/services`
  return (
    <Workspace shell={shell} current={base}>
      <div className="page">
        <Breadcrumb items={[{ label: 'Services', href: base }, { label: service.name }]} />
        <div className="page-head mt-3">
          <h1>What you ask for</h1>
          {mayEdit && (
            <Dialog
              variant="primary"
              trigger={
                <>
                  <Plus /> Add an item
                </>
              }
              title="Add an item"
            >
              <ItemForm view={view} action={actions.save} />
            </Dialog>
          )}
        </div>
        <p className="mb-5 max-w-text text-muted">
          Owners and practices see this list before they send a request for {service.name}, with what of it is missing.
          A change counts for requests that are sent from now on; cases under way keep the list that they were sent
          with.
        </p>
        <Card flush title={service.name} foot={<Version view={view} zone={shell.timeZone} reset={actions.reset} />}>
          {items.length === 0 ? (
            <EmptyState icon={ListChecks} title="Nothing is asked for" level={3}>
              Every request then counts as ready.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((item) => (
                <Item key={item.id} {...{ item, view, actions }} />
              ))}
            </ul>
          )}
        </Card>
      </div>
    </Workspace>
  )
}

function Version({ view, zone, reset }: { view: ServiceListView; zone: string; reset: FormAction }) {
  const { version, changedAt, changedBy, mayEdit, hospital, service } = view
  if (version === 0)
    return <p className="text-small text-muted">This is Conferral’s own list. Any change makes it yours.</p>
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-small text-muted">
      <p>
        Version {version}
        {changedBy && `, by ${changedBy}`}
        {changedAt && (
          <>
            , <Time value={changedAt} zone={zone} />
          </>
        )}
      </p>
      {mayEdit && (
        <ActionForm action={reset} label="Back to Conferral’s list" okMessage="toast">
          <ListFields {...{ hospital, service, version }} />
          <SubmitButton variant="quiet" size="small" pendingLabel="Saving">
            Back to Conferral’s list
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}

/** Which list, in which version, a form is about. */
function ListFields({ hospital, service, version }: Pick<ServiceListView, 'hospital' | 'service' | 'version'>) {
  return (
    <>
      <input type="hidden" name="org" value={hospital.slug} />
      <input type="hidden" name="serviceId" value={service.id} />
      <input type="hidden" name="version" value={version} />
    </>
  )
}

function Item({ item, view, actions }: { item: ReadinessItem; view: ServiceListView; actions: Actions }) {
  const { id, name, importance, why, owner, vet, source } = item
  const facts = [fitWords(item.fit), limitWords(item), forSpecies(item)].filter(Boolean).join(' · ')
  return (
    <li className="grid gap-1 px-4.5 py-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3>{name}</h3>
        <Pill tone={importance === 'REQUIRED' ? 'brand' : 'neutral'}>
          {importance === 'REQUIRED' ? 'Must have' : 'Helps'}
        </Pill>
      </div>
      <p className="text-small text-muted">{facts}</p>
      {why && (
        <p className="text-small" dir="auto">
          {why}
        </p>
      )}
      {owner && (
        <p className="text-small" dir="auto">
          <span className="text-muted">To owners: </span>
          {owner}
        </p>
      )}
      {vet && (
        <p className="text-small" dir="auto">
          <span className="text-muted">To vets: </span>
          {vet}
        </p>
      )}
      {source && <p className="text-tiny text-muted">Source: {source}</p>}
      {view.mayEdit && (
        <div className="mt-1 flex flex-wrap gap-2">
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
            <ItemForm key={view.version} {...{ view, item }} action={actions.save} />
          </Dialog>
          <ActionForm action={actions.drop} label={`Take off ${name}`} okMessage="toast">
            <ListFields {...view} />
            <input type="hidden" name="itemId" value={id} />
            <SubmitButton variant="quiet" size="small" pendingLabel="Saving">
              <span>
                Take off<span className="sr-only"> {name}</span>
              </span>
            </SubmitButton>
          </ActionForm>
        </div>
      )}
    </li>
  )
}

const forSpecies = ({ species }: ReadinessItem): string =>
  species.length === 0 ? '' : `for ${species.map((one) => SPECIES_WORDS[one].label.toLowerCase()).join(', ')}`
