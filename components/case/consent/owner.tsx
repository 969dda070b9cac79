import { narrowMine, prolongRelease, stopRelease } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import Link from 'next/link'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { Extend } from './extend.tsx'
import { Narrow } from './narrow.tsx'
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
  const toAsk =
    view.kind === 'SECOND_OPINION' && can('consent.remind') && !(answer?.decision === 'AGREED' && answer.stands)
  return (
    <>
      {toSign && view.kind === 'REFERRAL' && !release && <Referred view={view} />}
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

/** What an owner reads first who was invited to authorize a referral. */
function Referred({ view }: { view: ConsentView }) {
  const { vet, hospital, patient, why, caseId } = view
  return (
    <Card title={`${vet.practice} would like to refer ${patient.name}`}>
      <div className="grid max-w-text gap-3">
        <p>
          {vet.name} asks {hospital.name} to look at: <b>{why.headline}</b>
        </p>
        <p className="text-muted">
          It is yours to decide. Before you sign, {hospital.name} sees nothing. If it accepts, you see its whole fee,
          and pay only if you want to. {vet.practice} is paid nothing for it.
        </p>
        <p>
          <Link href={`/cases/${caseId}/request`} prefetch={false} className="link">
            Read all that {vet.name} wrote
          </Link>
        </p>
      </div>
    </Card>
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
        {release && <Narrow view={view} scope={release.scope} action={narrowMine} />}
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
