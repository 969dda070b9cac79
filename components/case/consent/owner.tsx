import { prolongRelease, stopRelease } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { Extend } from './extend.tsx'
import { CaseFields, More } from './parts.tsx'
import { ReleaseForm } from './release-form.tsx'
import { ConsentState } from './state.tsx'
import { AskingTheVet } from './asking.tsx'

type Props = { view: ConsentView; zone: string }

/** The owner's side: sign, see who has answered, ask again, end it. */
export function OwnerConsent({ view, zone }: Props) {
  const { release, answer, can, hospital } = view
  const released = release?.stands ?? false
  const toSign = can('consent.release') && !released
  const toAsk = can('consent.remind') && !(answer?.decision === 'AGREED' && answer.stands)
  return (
    <>
      <ConsentState view={view} zone={zone} />
      {toSign && (
        <Card title={release ? 'Sign a new release' : 'Your release'}>
          {release && (
            <p className="mb-4">
              Nothing is open to {hospital.name} at the moment. A new release opens the records again; the old one stays
              in the history.
            </p>
          )}
          <ReleaseForm view={view} zone={zone} />
        </Card>
      )}
      {toAsk && <AskingTheVet view={view} zone={zone} />}
      {released && <StandingRelease view={view} zone={zone} />}
    </>
  )
}

function StandingRelease({ view, zone }: Props) {
  const { can, hospital, release, caseId, now } = view
  if (!can('consent.endRelease')) return null
  return (
    <Card title="Your release">
      <div className="grid justify-items-start gap-3">
        {can('consent.release') && release && (
          <Extend {...{ caseId, now, zone }} signed={release} action={prolongRelease} />
        )}
        {can('consent.release') && (
          <More label="Change what or until when">
            <p className="mb-4 text-muted">You sign again, and the new release takes the place of this one at once.</p>
            <ReleaseForm view={view} zone={zone} />
          </More>
        )}
        <More label="End the release" look="quiet-danger">
          <EndRelease view={view} hospital={hospital.name} />
        </More>
      </div>
    </Card>
  )
}

function EndRelease({ view, hospital }: { view: ConsentView; hospital: string }) {
  return (
    <ActionForm action={stopRelease} className="grid max-w-text gap-3" label="End the release">
      <CaseFields caseId={view.caseId} />
      <Notice tone="warn" title="What this does">
        <ul className="mt-1 grid list-disc gap-1 pl-4">
          <li>{hospital} can no longer open any record, from this moment on.</li>
          <li>The case stays. {hospital} cannot accept it or sign an opinion without a release.</li>
          <li>It cannot unread what it has read. A signed opinion keeps the names of the records it relied on.</li>
          <li>You can sign a new release whenever you like.</li>
        </ul>
      </Notice>
      <div>
        <SubmitButton variant="danger" pendingLabel="Ending…">
          End it now
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
