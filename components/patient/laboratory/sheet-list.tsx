import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Pencil } from '#components/ui/icons.tsx'
import type { HistoryContext } from '#components/patient/history/history-sections.tsx'
import { dayWords } from '#lib/patient/days.ts'
import type { LabSheetView } from '#lib/patient/laboratory/view.ts'

/** Where the values come from: each sheet with its day, laboratory and writer. */
export function SheetList({ sheets, context }: { sheets: readonly LabSheetView[]; context: HistoryContext }) {
  const path = `/cases/${context.caseId}/records`
  return (
    <Card title="Where these values come from" flush>
      <ul className="divide-y divide-line">
        {sheets.map((sheet) => (
          <li key={sheet.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
            <div className="min-w-0 grow">
              <p className="font-medium">
                {dayWords(sheet.day)}
                {sheet.laboratory && <bdi>, {sheet.laboratory}</bdi>}
              </p>
              <p className="text-small break-words text-muted">
                {sheet.count === 1 ? '1 value' : `${sheet.count} values`} by{' '}
                <span title={sheet.by}>{context.names[sheet.holder]}</span>
                {sheet.record && (
                  <>
                    , read from{' '}
                    <Link href={`${path}#record-${sheet.record.id}`} prefetch={false} className="link">
                      <bdi>{sheet.record.name}</bdi>
                    </Link>
                  </>
                )}
                {sheet.carried && ', taken along from an earlier case'}
              </p>
            </div>
            {sheet.own && context.mayWrite && (
              <ButtonLink
                href={`${path}/lab?sheet=${sheet.id}`}
                size="small"
                variant="quiet"
                aria-label={`Edit the values of ${dayWords(sheet.day)}`}
              >
                <Pencil /> Edit
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
