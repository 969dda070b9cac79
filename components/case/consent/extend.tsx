import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { formatTime } from '#components/ui/time-format.ts'
import type { Signed } from '#lib/case/consent/rules.ts'
import { extendedTo } from '#lib/case/consent/rules.ts'
import { CaseFields } from './parts.tsx'

type Props = {
  caseId: string
  link?: string | undefined
  signed: Omit<Signed, 'kinds'>
  now: Date
  zone: string
  action: FormAction
}

/** One press for more time, once a signature nears its end. What it covers does not change. */
export function Extend({ caseId, link, signed, now, zone, action }: Props) {
  const to = extendedTo(signed, now)
  if (!to) return null
  return (
    <ActionForm action={action} label="Extend">
      <CaseFields caseId={caseId} link={link} />
      <SubmitButton variant="secondary" pendingLabel="Extending…">
        Extend until {formatTime(to, 'date', { zone, now })}
      </SubmitButton>
    </ActionForm>
  )
}
