import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FileText, Lock } from '#components/ui/icons.tsx'
import type { Side } from '#lib/db/generated/enums.ts'

/** An empty list, in the words of its reader. */
export function NoRecords({ side, closed, mayAdd }: { side: Side; closed: boolean; mayAdd: boolean }) {
  if (closed)
    return (
      <Card>
        <EmptyState title="Records open with consent" icon={Lock}>
          <p>
            They open here when the owner has signed the release and the attending vet has agreed to share. You need not
            do anything: you are told when both are there.
          </p>
        </EmptyState>
      </Card>
    )
  return (
    <Card>
      <EmptyState title="No records yet" icon={FileText}>
        <p>{mayAdd ? FIRST_STEP[side] : 'Nothing was added to this case.'}</p>
      </EmptyState>
    </Card>
  )
}

const FIRST_STEP: Record<Side, string> = {
  OWNER:
    'Add what you have at home: letters, blood results, photos of where it hurts, a video of the cough. Your vet can add the rest.',
  PRACTICE:
    'Add the history, laboratory results and images that bear on the question. Choose them above, or drop them there.',
  HOSPITAL: 'Owner and practice have not added anything yet. You can ask them for what you need in triage.',
  SYSTEM: '',
  SUPPORT: '',
}
