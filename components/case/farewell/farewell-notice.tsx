import { saysStillWanted } from '#app/(workspace)/cases/[caseId]/farewell/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { formatTime } from '#components/ui/time-format.ts'
import type { CaseFrame } from '#lib/case/frame.ts'
import { answerToCome, asksForChoice } from '#lib/patient/farewell/rules.ts'

/** On every page of a case whose animal has died: said once, quietly; to the owner with the choice that is theirs. */
export function FarewellNotice({ frame }: { frame: CaseFrame }) {
  const { farewell, rehomedAt, patient, row, side, caseId, people, can } = frame
  if (!patient) return null
  const { name } = patient
  const owner = people.find(({ part }) => part === 'OWNER')?.name ?? 'The owner'
  if (!farewell)
    return (
      rehomedAt && (
        <Notice title={`${name} has a new home`} className="no-print mt-3">
          Since {formatTime(rehomedAt, 'date', { zone: 'UTC' })}. This case and its records stay with{' '}
          {side === 'OWNER' ? 'you' : owner}; nobody is reminded of anything.
        </Notice>
      )
    )
  const died = `${name} died on ${formatTime(farewell.diedOn, 'date', { zone: 'UTC' })}`
  if (!can('patient.stillWanted'))
    return (
      <Notice title={died} className="no-print mt-3">
        {answerToCome(row.status) &&
          (farewell.wanted
            ? `${owner} still wants the answer.`
            : `${owner} has not said yet whether the answer is still wanted. Nobody reminds them.`)}
      </Notice>
    )
  if (!asksForChoice(farewell, row.status))
    return (
      <Notice title={died} className="no-print mt-3">
        You still want the answer, and it is on its way. You can take the request back until it is signed.
      </Notice>
    )
  return (
    <Notice
      className="no-print mt-3"
      title={`${died}. We are very sorry.`}
      action={
        <>
          <ActionForm action={saysStillWanted} label="The answer is still wanted">
            <input type="hidden" name="caseId" value={caseId} />
            <SubmitButton size="small" variant="secondary" pendingLabel="One moment">
              I still want the answer
            </SubmitButton>
          </ActionForm>
          <ButtonLink size="small" variant="quiet" href={`/cases/${caseId}/request`}>
            Take the request back
          </ButtonLink>
        </>
      }
    >
      Some people want to know what it was; others want to let it rest. Both are right, and there is no hurry: nobody
      reminds you. If you take the request back, a fee that you have paid comes back in full.
    </Notice>
  )
}
