import Link from 'next/link'
import { keepFor, liftHold, placeHold } from '#app/(workspace)/organizations/retention/actions.ts'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { DAYS_AHEAD, type HoldView, type RetentionView } from '#lib/case/retention/queries.ts'
import { FEWEST_YEARS, MOST_YEARS } from '#lib/case/retention/schema.ts'
import { STATUS_WORDS } from '#lib/case/status.ts'
import { bytesWords } from '#lib/case/records/rules.ts'
import type { Shell } from '#lib/web/shell.ts'

type Props = { view: RetentionView }

/** How long cases are kept, what would be removed next, and what is held. */
export function Retention({ view, shell }: Props & { shell: Shell }) {
  const { organization } = view
  return (
    <Workspace shell={shell} current={`/${organization.kind.toLowerCase()}/${organization.slug}/retention`}>
      <div className="page">
        <h1 className="mb-1">How long cases are kept</h1>
        <p className="mb-5 max-w-text text-muted">
          After that, what a case said and its files are removed for everybody on it. What was decided, signed and paid
          stays, by numbers and hashes, so that the ledger can still be checked.
        </p>
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-5">
            <Ahead view={view} />
            <Holds view={view} />
          </div>
          <div className="grid gap-5">
            <Years view={view} />
            <NewHold view={view} />
          </div>
        </div>
      </div>
    </Workspace>
  )
}

function Ahead({ view: { ahead, more, timeZone } }: Props) {
  const title = `Removed in the next ${DAYS_AHEAD} days`
  if (ahead.length === 0)
    return (
      <Card title={title}>
        <EmptyState icon={ShieldCheck} title="Nothing is due" level={3}>
          Cases stand here {DAYS_AHEAD} days before their time ends, so that you can take a copy or hold them.
        </EmptyState>
      </Card>
    )
  return (
    <Card title={title} flush foot={more ? 'There are more: these are the next.' : undefined}>
      <Table caption={title}>
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Ended</th>
            <th scope="col">Removed after</th>
            <th scope="col" className="cell-end">
              Records
            </th>
          </tr>
        </thead>
        <tbody>
          {ahead.map(({ id, number, title: animal, status, closedAt, keptUntil, held, records, bytes }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={`/cases/${id}`} prefetch={false} className="link">
                  {number}
                </Link>{' '}
                {animal}
              </th>
              <td>
                {STATUS_WORDS[status].label}, <Time value={closedAt} detail="date" zone={timeZone} />
              </td>
              <td>
                {held ? <Pill tone="brand">Held</Pill> : <Time value={keptUntil} detail="date" zone={timeZone} />}
              </td>
              <td className="cell-end num">
                {records}, {bytesWords(bytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

function Holds({ view: { holds, organization, timeZone } }: Props) {
  return (
    <Card title="Legal holds" flush={holds.length > 0}>
      {holds.length === 0 ? (
        <p className="text-muted">None. A hold keeps a case, or all of them, for as long as it stands.</p>
      ) : (
        <ul className="divide-y divide-line">
          {holds.map((hold) => (
            <li key={hold.id} className="grid gap-2 px-4.5 py-3.5">
              <Hold hold={hold} zone={timeZone} />
              {!hold.lifted && <Lift hold={hold} slug={organization.slug} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Hold({ hold, zone }: { hold: HoldView; zone: string }) {
  const { number, caseId, reason, placedByName, placedAt, lifted } = hold
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b>
          {caseId ? (
            <Link href={`/cases/${caseId}`} prefetch={false} className="link">
              {number ?? 'A case'}
            </Link>
          ) : (
            'All cases'
          )}
        </b>
        {lifted ? <Pill>Lifted</Pill> : <Pill tone="brand">Stands</Pill>}
      </p>
      <p className="wrap-anywhere">{reason}</p>
      <p className="text-small text-muted">
        Placed by {placedByName}, <Time value={placedAt} zone={zone} />
        {lifted && (
          <>
            . Lifted by {lifted.byName}, <Time value={lifted.at} zone={zone} />: {lifted.reason}
          </>
        )}
      </p>
    </div>
  )
}

function Lift({ hold, slug }: { hold: HoldView; slug: string }) {
  const what = hold.number ?? 'all cases'
  return (
    <details>
      <summary className="link text-small">
        Lift it<span className="sr-only"> from {what}</span>
      </summary>
      <ActionForm action={liftHold} label={`Lift the hold on ${what}`} okMessage="toast" className="mt-3 grid gap-3">
        <input type="hidden" name="org" value={slug} />
        <input type="hidden" name="holdId" value={hold.id} />
        <Field name="reason" label="Why it can be lifted" id={`lift-${hold.id}`} required>
          <Input maxLength={300} />
        </Field>
        <div>
          <SubmitButton size="small" variant="danger" pendingLabel="Lifting">
            Lift the hold
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}

function Years({ view: { years, version, organization } }: Props) {
  return (
    <Card title="Years">
      <ActionForm action={keepFor} label="Years" okMessage="toast" className="grid gap-4">
        <input type="hidden" name="org" value={organization.slug} />
        <input type="hidden" name="version" value={version} />
        <Field
          name="years"
          label="Years after a case was closed"
          hint="Laws mostly ask for three to seven. Where a case has a practice, the longer time of the two holds."
          required
        >
          <Input type="number" min={FEWEST_YEARS} max={MOST_YEARS} defaultValue={years} />
        </Field>
        <div>
          <SubmitButton variant="secondary" pendingLabel="Saving">
            Save
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

function NewHold({ view: { organization } }: Props) {
  return (
    <Card title="Place a legal hold">
      <ActionForm action={placeHold} label="Place a legal hold" okMessage="toast" resetOnOk className="grid gap-4">
        <input type="hidden" name="org" value={organization.slug} />
        <Field name="number" label="Case number" hint="Such as CF-7K3M2. Leave it empty to hold all cases." optional>
          <Input maxLength={40} autoComplete="off" />
        </Field>
        <Field
          name="reason"
          label="Why"
          hint="Read by your team’s admins. An owner who asks to be forgotten is told, too."
          required
        >
          <Input maxLength={300} />
        </Field>
        <div>
          <SubmitButton pendingLabel="Placing">Place the hold</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
