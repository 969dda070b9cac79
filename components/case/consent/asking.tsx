import {
  correctVet,
  giveNewLink,
  goOnWithoutPractice,
  sendAgain,
} from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { TellingYourVet } from '#components/case/telling.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Mail } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { afterRefusal, REMINDER_DAYS, withoutPracticeWords } from '#lib/case/consent/rules.ts'
import { CaseFields, More } from './parts.tsx'

type Props = { view: ConsentView; zone: string }

/** What the owner can do while the vet has not agreed. */
export function AskingTheVet({ view, zone }: Props) {
  const { vet, answer, patient, hospital, owner, can, withoutPractice } = view
  const refused = refusalOf(view)
  // It was the wrong practice: there is nobody to write to until another is named.
  const gone = vet.email === ''
  return (
    <Card
      title={gone ? 'The vet to be asked' : answer ? `Asking ${vet.name} again` : `While ${vet.name} has not answered`}
    >
      <div className="grid gap-4">
        <Situation view={view} />
        {!gone && <SendAgain view={view} zone={zone} />}
        <div className="grid justify-items-start gap-3 border-t border-line pt-4">
          {can('consent.newLink') && !gone && (
            <More label="Give the vet a new link">
              <NewLink view={view} />
            </More>
          )}
          {!gone && (
            <More label="Words for a talk with your vet">
              <TellingYourVet
                names={{ vet: vet.name, patient: patient.name, hospital: hospital.name, owner, sent: true }}
                address={vet.email ?? ''}
              />
            </More>
          )}
          {can('consent.renameVet') && (
            <More
              label={refused?.rename ? 'Name another practice' : 'Correct the vet’s name or address'}
              open={refused?.rename}
            >
              <CorrectVet view={view} />
            </More>
          )}
          {can('consent.proceed') && !withoutPractice && (
            <More label="Go on without the practice">
              <GoOn view={view} />
            </More>
          )}
        </div>
      </div>
    </Card>
  )
}

/** What the vet's no leaves to do; null: there is none. */
const refusalOf = ({ answer, vet }: ConsentView) =>
  answer?.decision === 'DECLINED' ? afterRefusal(answer.because, { vet: vet.name, practice: vet.practice }) : null

function Situation({ view }: { view: ConsentView }) {
  const { answer, vet, hospital } = view
  if (answer?.decision === 'DECLINED')
    return <Notice title={refusalOf(view)?.title ?? ''}>{refusalOf(view)?.words}</Notice>
  if (answer && !answer.stands)
    return (
      <Notice tone="warn" title="The agreement has ended">
        The records of {vet.practice} are closed to {hospital.name}. The mail lets {vet.name} agree again.
      </Notice>
    )
  if (view.reminders > 0)
    return (
      <Notice tone="warn" title={`${vet.name} has not answered yet`}>
        We have reminded them{view.reminders === 1 ? '' : `, ${view.reminders} times so far`}. A short call to{' '}
        {vet.practice} often helps more than another mail; words for it stand below.
      </Notice>
    )
  return (
    <p>
      Vets are busy: an answer often takes a day or two. We remind {vet.name} after{' '}
      {REMINDER_DAYS.slice(0, -1).join(', ')} and {REMINDER_DAYS.at(-1)} days. Nothing is lost meanwhile, and{' '}
      {hospital.name} sees none of the records of {vet.practice} until {vet.name} agrees.
    </p>
  )
}

function SendAgain({ view, zone }: Props) {
  const { vet, remindAt, caseId } = view
  return (
    <ActionForm action={sendAgain} className="flex flex-wrap items-center gap-x-4 gap-y-2" label="Send the mail again">
      <CaseFields caseId={caseId} />
      {remindAt === null && (
        <SubmitButton variant="secondary" pendingLabel="Sending…">
          <Mail /> Send the mail again
        </SubmitButton>
      )}
      <span className="text-small text-muted">
        {remindAt === null ? (
          <>to {vet.email}</>
        ) : (
          <>
            The mail went to {vet.email}. You can send it again after{' '}
            <Time value={remindAt} detail="time" zone={zone} />.
          </>
        )}
      </span>
    </ActionForm>
  )
}

/** The mail went to somebody whom it was not for, or the link has run out. */
function NewLink({ view: { vet, caseId } }: { view: ConsentView }) {
  return (
    <ActionForm
      action={giveNewLink}
      className="grid max-w-text justify-items-start gap-3"
      label="Give the vet a new link"
    >
      <CaseFields caseId={caseId} />
      <p className="text-muted">
        The old link opens nothing from that moment on, whoever has it. The new one goes to {vet.email}.
      </p>
      <SubmitButton variant="secondary" pendingLabel="Sending…">
        Send a new link
      </SubmitButton>
    </ActionForm>
  )
}

function CorrectVet({ view: { vet, caseId } }: { view: ConsentView }) {
  // Of the wrong practice nothing is offered again.
  const gone = vet.email === ''
  return (
    <ActionForm action={correctVet} className="grid max-w-text gap-4" label="Correct the vet">
      <CaseFields caseId={caseId} />
      {!gone && (
        <p className="text-muted">
          With another address, the link in the old mail ends at once and the new vet is asked.
        </p>
      )}
      <Field name="vetName" label="Your vet’s name" required>
        <Input defaultValue={gone ? '' : vet.name} maxLength={160} autoComplete="off" />
      </Field>
      <Field name="vetPractice" label="Their practice" required>
        <Input defaultValue={gone ? '' : vet.practice} maxLength={160} autoComplete="off" />
      </Field>
      <Field name="vetEmail" label="Their e-mail address" required>
        <Input type="email" defaultValue={vet.email ?? ''} autoComplete="off" inputMode="email" />
      </Field>
      <div>
        <SubmitButton pendingLabel="Saving…">Save and ask</SubmitButton>
      </div>
    </ActionForm>
  )
}

function GoOn({ view }: { view: ConsentView }) {
  const { hospital, patient, vet, proceedRefused, caseId } = view
  const policy = hospital.policy ?? 'ATTENDING_VET_ONLY'
  const means = withoutPracticeWords(policy, hospital.name, patient.name)
  if (proceedRefused !== null)
    return (
      <p className="max-w-text">
        {proceedRefused} {policy !== 'ATTENDING_VET_ONLY' && <span className="text-muted">Afterwards: {means}</span>}
      </p>
    )
  return (
    <ActionForm action={goOnWithoutPractice} className="grid max-w-text gap-3" label="Go on without the practice">
      <CaseFields caseId={caseId} />
      <Notice tone="warn" title="What this means">
        <p>{means}</p>
        <p className="mt-2">
          It reads only what you add yourself; the records of {vet.practice} stay closed. {vet.name} can still agree
          later, and stays on the case.
        </p>
      </Notice>
      <Checkbox name="understood" label="I have read what this means" required />
      <div>
        <SubmitButton pendingLabel="Sending…">Go on without the practice</SubmitButton>
      </div>
    </ActionForm>
  )
}
