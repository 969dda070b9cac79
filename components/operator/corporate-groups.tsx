import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Group } from '#lib/organization/profile.ts'

type Props = { groups: Group[]; zone: string; keep: FormAction; remove: FormAction }

/** Corporate groups with the mail domains of their practices, so that owners learn of the same owner before they choose. */
export function CorporateGroups({ groups, zone, keep, remove }: Props) {
  return (
    <section className="mt-8" aria-labelledby="groups">
      <h2 id="groups">Corporate groups</h2>
      <p className="mt-1 mb-4 max-w-text text-muted">
        A vet who writes from one of these domains belongs to the group. A practice or hospital that is here says its
        group itself.
      </p>
      <div className="grid gap-3">
        {groups.map((group) => (
          <details key={`${group.id} ${group.version}`} className="card card-body">
            <summary className="font-medium">
              {group.name}{' '}
              <span className="text-small text-muted">
                {group.domains.length === 1 ? '1 domain' : `${group.domains.length} domains`}
              </span>
            </summary>
            <p className="mt-1 text-small text-muted">
              Changed <Time value={group.changedAt} zone={zone} detail="date" />
            </p>
            <GroupForm group={group} keep={keep} />
            <ActionForm action={remove} okMessage="toast" label={`Remove ${group.name}`} className="mt-2">
              <input type="hidden" name="groupId" value={group.id} />
              <SubmitButton size="small" variant="quiet-danger">
                Remove {group.name}
              </SubmitButton>
            </ActionForm>
          </details>
        ))}
        <Card title="Another group">
          <GroupForm keep={keep} />
        </Card>
      </div>
    </section>
  )
}

function GroupForm({ group, keep }: { group?: Group; keep: FormAction }) {
  return (
    <ActionForm
      action={keep}
      okMessage="toast"
      resetOnOk={!group}
      label={group ? group.name : 'Another group'}
      className="mt-3 grid gap-4"
    >
      <input type="hidden" name="groupId" value={group?.id ?? ''} />
      <input type="hidden" name="version" value={group?.version ?? 0} />
      <Field name="name" label="Name" required>
        <Input defaultValue={group?.name} maxLength={120} autoComplete="off" />
      </Field>
      <Field name="domains" label="Mail domains of its practices" hint="One a line, like anvilvets.example." optional>
        <Textarea rows={3} defaultValue={group?.domains.join('\n')} />
      </Field>
      <Field name="source" label="Where this is known from" optional>
        <Input defaultValue={group?.source} maxLength={300} autoComplete="off" />
      </Field>
      <div>
        <SubmitButton variant="secondary" pendingLabel="Saving">
          {group ? 'Save' : 'Add the group'}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
