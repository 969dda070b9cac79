import { Dialog } from '#components/ui/dialog.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { type Change, CHANGE_ID, CHANGE_TITLE, type ChangedRecord } from './record-change.ts'
import { RecordForm } from './record-forms.tsx'

type Props = {
  caseId: string
  record: ChangedRecord
  mayEdit: boolean
  mayRemove: boolean
}

/**
 * In a list, what the holder of a record may change: two links to its own page, so that a list of many carries no form for each.
 * `RecordDialogs` around the list opens them in place.
 */
export function RecordLinks({ caseId, record, mayEdit, mayRemove }: Props) {
  const href = `/cases/${caseId}/records/${record.id}#${CHANGE_ID}`
  const ask = (change: Change) => JSON.stringify({ change, record })
  return (
    <>
      {mayEdit && (
        <a
          href={href}
          className={buttonClass({ variant: 'quiet', size: 'small' }, 'px-2')}
          aria-label={`Kind, day of ${record.name}: change`}
          data-ask={ask('kind')}
        >
          Kind, day
        </a>
      )}
      {mayRemove && (
        <a
          href={href}
          className={buttonClass({ variant: 'quiet-danger', size: 'small' }, 'px-2')}
          aria-label={`Remove ${record.name}`}
          data-ask={ask('remove')}
        >
          Remove
        </a>
      )}
    </>
  )
}

/** The same on the record's own page, in dialogs of the browser's own, which open without JavaScript. */
export function RecordActions({ caseId, record, mayEdit, mayRemove }: Props) {
  return (
    <div id={CHANGE_ID} className="flex flex-wrap gap-2">
      {mayEdit && (
        <Dialog trigger="Change kind or day" title={CHANGE_TITLE.kind} size="small">
          <RecordForm change="kind" caseId={caseId} record={record} />
        </Dialog>
      )}
      {mayRemove && (
        <Dialog trigger="Remove" title={CHANGE_TITLE.remove} variant="quiet-danger" size="small">
          <RecordForm change="remove" caseId={caseId} record={record} leave />
        </Dialog>
      )}
    </div>
  )
}
