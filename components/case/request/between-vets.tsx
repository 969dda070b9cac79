import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Stethoscope } from '#components/ui/icons.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'

/** What the owner of a consultation sees of it: whose advice it is, and what is theirs. */
export function BetweenVets({ frame }: { frame: CaseFrame }) {
  const { caseId, practiceName, hospital, patient, row } = frame
  return (
    <EmptyState icon={Stethoscope} title={`${practiceName} asked a specialist about ${patient?.name ?? 'your animal'}`}>
      <p>
        {hospital?.name ?? 'The hospital'} advises your vet, who stays responsible and talks the answer over with you.{' '}
        {row.answerSharedAt
          ? 'Your vet shares the signed answer with you here.'
          : 'Your vet can share it with you here.'}
      </p>
      <p className="mt-3 flex flex-wrap justify-center gap-2">
        {row.answerSharedAt && (
          <ButtonLink href={`/cases/${caseId}/recommendation`} variant="primary">
            Read the answer
          </ButtonLink>
        )}
        {row.payer === 'OWNER' && <ButtonLink href={`/cases/${caseId}/fee`}>See the fee</ButtonLink>}
      </p>
    </EmptyState>
  )
}
