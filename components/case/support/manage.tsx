import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SupportLine } from '#lib/case/support/queries.ts'
import { INVITATION_DAYS, type SupportState } from '#lib/case/support/rules.ts'

/** An owner asks somebody to stand by them. */
export function InviteForm({ caseId, patient, invite }: { caseId: string; patient: string; invite: FormAction }) {
  return (
    <Card title="Ask somebody to stand by you">
      <p className="mb-4">
        A partner, a friend, somebody who knows {patient} as well: they read the request, what is written to everyone,
        and the answer. They never see the records and the fee, and never sign, pay or decide anything.
      </p>
      <ActionForm action={invite} label="Ask somebody to stand by you" className="grid gap-4" resetOnOk>
        <input type="hidden" name="caseId" value={caseId} />
        <Field name="name" label="Who is it?" hint="As you call them." required>
          <Input autoComplete="off" maxLength={80} />
        </Field>
        <Field
          name="email"
          label="Their e-mail address"
          hint={`They get a link that stands for ${INVITATION_DAYS} days, and sign in at this address.`}
          required
        >
          <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
        </Field>
        <Checkbox
          name="mayWrite"
          label="They may also write in the thread"
          hint="What they write goes to everyone on the case, under their own name."
        />
        <div>
          <SubmitButton pendingLabel="Sending">Send the invitation</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

/** An earlier owner lets the new one read along. */
export function ShareForm({ caseId, patient, share }: { caseId: string; patient: string; share: FormAction }) {
  return (
    <Card title="The new owner">
      <p className="mb-4">
        {patient} has a new home. The new owner sees nothing of this case unless you let them: then they read along as a
        support person does, and you can end it at any time.
      </p>
      <ActionForm action={share} label="Let the new owner read along">
        <input type="hidden" name="caseId" value={caseId} />
        <SubmitButton variant="secondary" pendingLabel="Sending">
          Let the new owner read along
        </SubmitButton>
      </ActionForm>
    </Card>
  )
}

const STATE: Record<SupportState, string> = {
  INVITED: 'Invited',
  EXPIRED: 'Invitation ran out',
  READS: 'Reads along',
  WRITES: 'Reads along and writes',
}

type Props = { caseId: string; lines: SupportLine[]; zone: string; change: FormAction; end: FormAction }

/** Those whom the owner has asked: how far each is, and the way to change or end it. */
export function SupportLines({ caseId, lines, zone, change, end }: Props) {
  return (
    <Card title="Those you asked to stand by you" flush>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.id} className="grid gap-2.5 px-4.5 py-3.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <p className="mr-auto min-w-0">
                <b className="wrap-anywhere">{line.name}</b>
                <span className="block text-small wrap-anywhere text-muted">{line.email}</span>
              </p>
              <Pill tone={line.state === 'EXPIRED' ? 'turn' : 'neutral'}>{STATE[line.state]}</Pill>
            </div>
            {(line.state === 'INVITED' || line.state === 'EXPIRED') && (
              <p className="text-small text-muted">
                {line.state === 'INVITED' ? 'Not accepted yet. It stands until ' : 'It stood until '}
                <Time value={line.until} zone={zone} detail="date" />
                {line.state === 'EXPIRED' && '. Send a new one below, to the same address.'}
              </p>
            )}
            <Acts caseId={caseId} line={line} change={change} end={end} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Acts({ caseId, line, change, end }: Pick<Props, 'caseId' | 'change' | 'end'> & { line: SupportLine }) {
  const here = line.state === 'READS' || line.state === 'WRITES'
  return (
    <div className="flex flex-wrap gap-2">
      {line.state !== 'EXPIRED' && (
        <ActionForm action={change} okMessage="toast" label={`What ${line.name} may do`}>
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="supportId" value={line.id} />
          {!line.mayWrite && <input type="hidden" name="mayWrite" value="on" />}
          <SubmitButton size="small" variant="secondary" pendingLabel="One moment">
            {line.mayWrite ? 'Let them read only' : 'Let them write as well'}
            <span className="sr-only">: {line.name}</span>
          </SubmitButton>
        </ActionForm>
      )}
      <ActionForm
        action={end}
        okMessage="toast"
        label={`${here ? 'Remove' : 'Take back the invitation of'} ${line.name}`}
      >
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="supportId" value={line.id} />
        <SubmitButton size="small" variant="quiet-danger" pendingLabel="One moment">
          {here ? 'Remove' : 'Take back'}
          <span className="sr-only">: {line.name}</span>
        </SubmitButton>
      </ActionForm>
    </div>
  )
}
