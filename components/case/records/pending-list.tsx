import { discard } from '#app/(workspace)/cases/[caseId]/records/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { CircleAlert, CircleCheck, Hourglass } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { PendingItem } from '#lib/case/records/queries.ts'
import { RefreshWhile } from './refresh-while.tsx'

type Props = {
  caseId: string
  pending: readonly PendingItem[]
  checking: number
  waiting: number
  /** Previews of what is in the list are still being made. */
  reading: boolean
  mayEdit: boolean
}

/** Files of one's own that are no records yet: being checked, not finished, or refused with the reason. */
export function PendingList({ caseId, pending, checking, waiting, reading, mayEdit }: Props) {
  return (
    <>
      <RefreshWhile active={checking > 0 || reading} />
      {checking > 0 && (
        <Notice tone="info" role="status">
          {checking === 1 ? 'One file is being checked' : `${checking} files are being checked`}: what it is, and
          whether it is safe. This takes a moment, and you need not wait for it.
          {waiting > 0 && (
            <>
              {' '}
              {waiting === checking ? (waiting === 1 ? 'It waits' : 'They wait') : `${waiting} of them wait`} for the
              virus scanner, which gives no answer right now; nobody can open what it has not seen.
            </>
          )}
        </Notice>
      )}
      {pending.length > 0 && (
        <Card title="Not added yet" flush>
          <ul className="divide-y divide-line">
            {pending.map((item) => (
              <PendingRow key={item.id} item={item} caseId={caseId} mayEdit={mayEdit} />
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function PendingIcon({ status }: Pick<PendingItem, 'status'>) {
  if (status === 'REFUSED') return <CircleAlert className="mt-1 text-danger" />
  if (status === 'UNPACKED') return <CircleCheck className="mt-1 text-brand" />
  return <Hourglass className="mt-1 text-muted" />
}

function PendingRow({ item, caseId, mayEdit }: { item: PendingItem; caseId: string; mayEdit: boolean }) {
  const refused = item.status === 'REFUSED'
  const word = item.status === 'UPLOADING' ? 'Discard' : 'Dismiss'
  return (
    <li className="flex flex-wrap items-start gap-3 p-4">
      <PendingIcon status={item.status} />
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="break-words">
          <bdi>{item.name}</bdi> <span className="num text-small font-normal text-muted">{item.size}</span>
        </h3>
        <p className={refused ? 'text-danger' : 'text-muted'}>
          {item.note ??
            item.refusal ??
            'Not finished. If it is not going on above, choose the same file again on the device where you began.'}
        </p>
      </div>
      {mayEdit && (
        <ActionForm action={discard} okMessage="silent">
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="recordId" value={item.id} />
          <SubmitButton variant="quiet" size="small" aria-label={`${word} ${item.name}`}>
            {word}
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}
