import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CoOwnerLine, Ownership } from '#lib/patient/owners/queries.ts'

type Props = {
  patient: { id: string; ownerId: string; name: string; rehomedAt: Date | null }
  ownership: Ownership
  reader: string
  zone: string
  actions: Record<'invite' | 'end' | 'leave', FormAction>
}

/** Whose an animal is: who owns it together, and for its first owner, whom they ask to. */
export function OwnersCard({ patient, ownership, reader, zone, actions }: Props) {
  const { owners, first, invited } = ownership
  return (
    <section className="grid gap-4" aria-labelledby="animal-owners">
      <h2 id="animal-owners" className="text-title">
        Owners of {patient.name}
      </h2>
      <Card flush>
        <ul className="divide-y divide-line">
          {owners.map(({ personId, name, since }) => (
            <li key={personId} className="px-4.5 py-3.5">
              <p className="wrap-anywhere">
                <b>{name || 'An owner'}</b>
                {personId === reader && <span className="text-muted"> (you)</span>}
              </p>
              <p className="text-small text-muted">
                {since ? (
                  <>
                    Owner since <Time value={since} zone={zone} detail="date" />
                  </>
                ) : (
                  'First owner: invites others, and can give a new home'
                )}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      {invited.length > 0 && <Invited lines={invited} name={patient.name} zone={zone} end={actions.end} />}
      {first && !patient.rehomedAt && <Invite patient={patient} invite={actions.invite} />}
      {!first && <Leave patient={patient} leave={actions.leave} />}
    </section>
  )
}

const STATE: Record<CoOwnerLine['state'], string> = {
  INVITED: 'Invited, stands until',
  EXPIRED: 'Invited, has run out',
  OWNER: 'Owns it with you',
}

type InvitedProps = { lines: CoOwnerLine[]; name: string; zone: string; end: FormAction }

/** Whom the first owner has asked; each can be asked to go. */
function Invited({ lines, name, zone, end }: InvitedProps) {
  return (
    <Card title="Whom you have asked" flush>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4.5 py-3.5">
            <div className="min-w-0 grow basis-60">
              <p className="font-bold wrap-anywhere">{line.name}</p>
              <p className="text-small text-muted wrap-anywhere">{line.email}</p>
              <p className="text-small text-muted">
                {STATE[line.state]}
                {line.state === 'INVITED' && (
                  <>
                    {' '}
                    <Time value={line.until} zone={zone} detail="date" />
                  </>
                )}
              </p>
            </div>
            <End line={line} name={name} end={end} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function End({ line, name, end }: { line: CoOwnerLine; name: string; end: FormAction }) {
  if (line.state !== 'OWNER')
    return (
      <ActionForm action={end} okMessage="toast" label={`Invitation to ${line.name}`}>
        <input type="hidden" name="coOwnerId" value={line.id} />
        <SubmitButton size="small" variant="quiet-danger" pendingLabel="One moment">
          Take back
        </SubmitButton>
      </ActionForm>
    )
  return (
    <details className="basis-full">
      <summary className="link">End the ownership of {line.name}</summary>
      <ActionForm action={end} okMessage="toast" label={`Ownership of ${line.name}`} className="mt-2 grid gap-3">
        <input type="hidden" name="coOwnerId" value={line.id} />
        <p>
          {line.name} then sees neither {name} nor any of its cases, at once. What they wrote stays with their name. A
          release that they signed goes on for you: you can end it on the page “Consent” of a case.
        </p>
        <div>
          <SubmitButton size="small" variant="quiet-danger" pendingLabel="One moment">
            End it now
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}

function Invite({ patient: { id, name }, invite }: { patient: Props['patient']; invite: FormAction }) {
  return (
    <details className="card">
      <summary className="link px-4.5 py-3.5">Another owner</summary>
      <div className="px-4.5 pb-4">
        <ActionForm action={invite} label={`Another owner of ${name}`} resetOnOk className="grid gap-4">
          <input type="hidden" name="patientId" value={id} />
          <p>
            For somebody who has {name} with you. They read everything that you read, earlier cases and records
            included. They can write, add records, sign, pay, begin a request and say that {name} has died, each in
            their own name, and get the same mails. Only you can end it, invite others, or give {name} a new home.
          </p>
          <Field name="name" label="Who is the other owner?" hint="As you call them." required>
            <Input autoComplete="off" maxLength={80} />
          </Field>
          <Field name="email" label="The other owner’s e-mail" hint="They get a link that stands for 30 days." required>
            <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
          </Field>
          <p className="text-small text-muted">
            Somebody who is only to read along in one case? Invite them on the page “Who sees what” of that case.
          </p>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending">
              Send the invitation
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </details>
  )
}

function Leave({ patient: { id, name }, leave }: { patient: Props['patient']; leave: FormAction }) {
  return (
    <details className="card">
      <summary className="link px-4.5 py-3.5">No longer be an owner of {name}</summary>
      <div className="px-4.5 pb-4">
        <ActionForm action={leave} label={`Leave ${name}`} className="grid gap-4">
          <input type="hidden" name="patientId" value={id} />
          <p>
            You then see neither {name} nor any of its cases, at once. What you wrote stays with your name, and a
            release that you signed goes on for the first owner, who can end it.
          </p>
          <div>
            <SubmitButton variant="quiet-danger" pendingLabel="One moment">
              Leave {name}
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </details>
  )
}
