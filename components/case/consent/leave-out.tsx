import Link from 'next/link'
import { leaveOutOfAgreement, leaveOutOfRelease } from '#app/(workspace)/cases/[caseId]/consent/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { RecordSharing } from '#lib/case/consent/record.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { CaseFields } from './parts.tsx'

type Props = { caseId: string; side: Side; hospital: string; sharing: RecordSharing }

/** On a record's page, for whoever signed: is it shared, and one press to take it back. */
export function LeaveOut({ caseId, side, hospital, sharing: { item, ofStudy, shared } }: Props) {
  const signature = side === 'OWNER' ? 'release' : 'agreement'
  const what = ofStudy ? 'These images' : 'This record'
  if (!shared)
    return (
      <Card title="Not shared" level={3}>
        <p>
          Your {signature} does not cover {what.toLowerCase()}: {hospital} cannot open {ofStudy ? 'them' : 'it'}.{' '}
          <Link className="link" href={`/cases/${caseId}/consent`}>
            Sign again to share more
          </Link>
        </p>
      </Card>
    )
  return (
    <Card title="Shared" level={3}>
      <ActionForm
        action={side === 'OWNER' ? leaveOutOfRelease : leaveOutOfAgreement}
        className="grid gap-3"
        label="Leave it out"
      >
        <CaseFields caseId={caseId} />
        <input type="hidden" name="item" value={item} />
        <p>
          Your {signature} covers {what.toLowerCase()}. Left out, {hospital} cannot open {ofStudy ? 'them' : 'it'} from
          that moment on{ofStudy && '; the whole study goes together'}.
        </p>
        <div>
          <SubmitButton variant="secondary" pendingLabel="Closing…">
            {ofStudy ? 'Leave this study out' : 'Leave this record out'}
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
