import Link from 'next/link'
import { AccountTabs } from '#components/account/account-tabs.tsx'
import { ZoneOptions } from '#components/account/zone-options.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Plus } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { roleLabel } from '#lib/organization/rules.ts'
import { personPage } from '#lib/web/page.ts'
import { saveProfile } from './actions.ts'

type View = {
  name: string
  email: string
  timeZone: string
  operator: boolean
  organizations: { orgId: string; name: string; role: string; kind: string }[]
}

const page = personPage<View>({
  load: async ({ actor: { name, email, timeZone, operator, hats } }) => ({
    name,
    email,
    timeZone,
    operator,
    organizations: hats.map((hat) => ({
      orgId: hat.orgId,
      name: hat.name,
      role: roleLabel(hat.kind, hat.role),
      kind: hat.kind === 'PRACTICE' ? 'Practice' : 'Hospital',
    })),
  }),
  title: () => 'Account',
  path: () => '/account',
  render: ({ view, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Account</h1>
        <AccountTabs current="/account" />
        <div className="grid gap-5">
          <Profile {...view} />
          <Organizations organizations={view.organizations} />
          {view.operator && (
            <Card title="The platform">
              <Link href="/operator" prefetch={false} className="link">
                Hospitals to verify
              </Link>
            </Card>
          )}
        </div>
      </div>
    </Workspace>
  ),
})

function Profile({ name, email, timeZone }: View) {
  return (
    <Card title="You">
      <ActionForm action={saveProfile} label="You" className="grid gap-4">
        <Field name="name" label="Name" hint="As the others on a case read it." required>
          <Input autoComplete="name" defaultValue={name} />
        </Field>
        <Field name="timeZone" label="Time zone" hint="For the times you are shown, and in mails.">
          <Select defaultValue={timeZone}>
            <ZoneOptions />
          </Select>
        </Field>
        <p className="text-small text-muted">
          You sign in with <strong className="wrap-anywhere text-ink">{email}</strong>.
        </p>
        <div>
          <SubmitButton pendingLabel="Saving">Save</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

function Organizations({ organizations }: Pick<View, 'organizations'>) {
  return (
    <Card
      title="Practices and hospitals"
      foot={
        <ButtonLink href="/organizations/new" size="small">
          <Plus /> Add a practice or hospital
        </ButtonLink>
      }
    >
      {organizations.length === 0 ? (
        <p className="text-muted">
          None. An owner needs none; if you work at a practice or hospital, ask its admin for an invitation, or add it
          yourself.
        </p>
      ) : (
        <ul className="grid gap-3">
          {organizations.map(({ orgId, name, role, kind }) => (
            <li key={orgId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="mr-auto font-bold">{name}</span>
              <span className="text-small text-muted">{kind}</span>
              <Pill>{role}</Pill>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

export const generateMetadata = page.metadata
export default page.Page
