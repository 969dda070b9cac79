import type { FormAction } from '#components/ui/action-state.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import type { RequestView } from '#lib/case/request/queries.ts'
import { asksAgain } from '#lib/case/request/practice-rules.ts'
import { Close, Reopen, Resend, Withdraw } from './endings.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { RequestDocument } from './request-document.tsx'

type Props = {
  frame: CaseFrame
  request: RequestView
  /** What a withdrawal would mean for the money; null for those who cannot withdraw. */
  withdrawal: string | null
  /** What became of the fee when it was withdrawn. */
  money: string
  zone: string
  actions: { withdraw: FormAction; close: FormAction; reopen: FormAction; resend: FormAction }
}

/** What was asked, for all parties, and what its reader may still do with it. */
export function SentRequest({ frame, request, withdrawal, money, zone, actions }: Props) {
  const { caseId, can, row } = frame
  // A referral that waits for its owner was sent by its practice: the hospital is not told yet.
  const sent = row.submittedAt !== null || (row.kind !== 'SECOND_OPINION' && row.status !== 'DRAFT')
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="mr-auto">
          <h2 className="text-title">{sent ? 'What was asked' : 'A draft that was thrown away'}</h2>
          {row.submittedAt && (
            <p className="text-small text-muted">
              Sent <Time value={row.submittedAt} zone={zone} />
            </p>
          )}
        </div>
        <PrintButton variant="quiet" size="small" />
      </div>
      {sent && <HowItEnded frame={frame} money={money} />}
      {can('case.resend') && !frame.farewell && asksAgain(frame) && (
        <Resend caseId={caseId} action={actions.resend} sent={sent} kind={row.kind} />
      )}
      <RequestDocument request={request} kind={row.kind} />
      <div className="no-print flex flex-wrap gap-2 border-t border-line pt-4 empty:hidden">
        {can('case.reopen') && <Reopen caseId={caseId} action={actions.reopen} />}
        {can('case.close') && <Close caseId={caseId} action={actions.close} />}
        {withdrawal !== null && <Withdraw caseId={caseId} money={withdrawal} action={actions.withdraw} />}
      </div>
    </div>
  )
}

function withdrawn({ side, row, practiceName }: CaseFrame): string {
  if (row.kind === 'CONSULTATION')
    return side === 'PRACTICE' ? 'You withdrew this question' : `${practiceName} withdrew this question`
  if (row.kind === 'REFERRAL') return 'This referral was withdrawn'
  return side === 'OWNER' ? 'You withdrew this request' : 'The owner withdrew this request'
}

function HowItEnded({ frame, money }: Pick<Props, 'frame' | 'money'>) {
  const owner = frame.side === 'OWNER'
  switch (frame.row.status) {
    case 'WITHDRAWN':
      return (
        <Notice title={withdrawn(frame)}>
          {owner && 'The hospital cannot see your records any more. '}
          {money}
        </Notice>
      )
    case 'EXPIRED':
      return (
        <Notice title="This request waited too long and ended">
          Nobody did anything wrong: not all answers came within their time.{' '}
          {asksAgain(frame) && frame.can('case.resend') && 'You can ask again below.'}
        </Notice>
      )
    case 'CLOSED':
      return <Notice title="This case is closed">Everything stays readable. It can be opened again for 30 days.</Notice>
    default:
      return null
  }
}
