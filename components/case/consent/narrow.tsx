import type { ComponentProps } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { covers, type Scope } from '#lib/case/consent/scope.ts'
import { CaseFields, More } from './parts.tsx'
import { KindsAndDays } from './scope-fields.tsx'

type Props = {
  view: ConsentView
  link?: string | undefined
  scope: Scope
  action: ComponentProps<typeof ActionForm>['action']
}

/** Share less of what stands, at once and without signing anew. Whatever is ticked, it cannot become more. */
export function Narrow({ view, link, scope, action }: Props) {
  const { caseId, hospital } = view
  const shared = view.things.filter((thing) => covers(scope, thing))
  return (
    <More label="Share less">
      <ActionForm action={action} className="grid max-w-text gap-4" label="Share less">
        <CaseFields caseId={caseId} link={link} />
        <p className="text-muted">
          What you take away is closed to {hospital.name} from this moment on. Nothing can become open by this: to share
          more, sign again.
        </p>
        <KindsAndDays legend="Kinds that stay shared" scope={{ ...scope, pick: 'ALL', items: [] }} things={shared} />
        <div>
          <SubmitButton variant="secondary" pendingLabel="Closing…">
            Share only this from now on
          </SubmitButton>
        </div>
      </ActionForm>
    </More>
  )
}
