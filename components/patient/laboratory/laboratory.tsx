import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Lock, Microscope, Plus } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { HistoryContext } from '#components/patient/history/history-sections.tsx'
import type { LabFile } from '#lib/patient/laboratory/files.ts'
import { isAbnormal } from '#lib/patient/laboratory/judge.ts'
import type { SheetText } from '#lib/patient/laboratory/queries.ts'
import type { LabSeries, LabView, UnitSystem } from '#lib/patient/laboratory/view.ts'
import { FileForms } from './file-forms.tsx'
import { SeriesCard } from './series-card.tsx'
import { AddValuesForm, MendForm, UndoSheetForm } from './sheet-form.tsx'
import { SheetList } from './sheet-list.tsx'

type Props = {
  view: {
    lab: LabView
    files: LabFile[]
    /** A sheet whose form stands open, or that was just removed. */
    sheet: SheetText | null
    adding: boolean
    /** What the last save did. */
    said: { added: number | null; already: number | null; leftOut: number | null }
    newId: string
  }
  context: HistoryContext
}

/** Laboratory values of an animal: what is abnormal first, over time, in the units that the reader wants. */
export function Laboratory({ view, context }: Props) {
  const { lab, files, sheet, adding, newId } = view
  const path = `/cases/${context.caseId}/records/lab`
  const nothing = lab.series.length === 0
  return (
    <>
      <Saved said={view.said} />
      {sheet?.removed && <UndoSheetForm sheet={sheet} context={context} />}
      {context.mayWrite && <FileForms files={files} caseId={context.caseId} />}
      {sheet && !sheet.removed && <MendForm sheet={sheet} context={context} />}
      {context.mayWrite && !sheet && (adding || nothing) && (
        <AddValuesForm newId={newId} context={context} first={nothing} />
      )}
      {nothing ? (
        <NoValues closed={lab.closed} mayWrite={context.mayWrite} />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="mr-auto">{lab.series.length === 1 ? '1 test' : `${lab.series.length} tests`}</h2>
            {context.mayWrite && !adding && (
              <ButtonLink href={`${path}?add=values`} size="small">
                <Plus /> Add values
              </ButtonLink>
            )}
            <PrintButton size="small" />
          </div>
          {lab.closed && (
            <Notice tone="info">
              Consent is not complete: you see what is shared with you so far. The rest opens when the owner and the
              attending vet have both agreed.
            </Notice>
          )}
          <Tabs label="Units" items={UNITS.map((unit) => unitTab(unit, lab.system, path))} className="no-print" />
          <Groups series={lab.series} />
          <SheetList sheets={lab.sheets} context={context} />
        </>
      )}
    </>
  )
}

const UNITS: readonly (readonly [UnitSystem, string])[] = [
  ['reported', 'Units as reported'],
  ['si', 'SI (mmol/L)'],
  ['conventional', 'Conventional (mg/dL)'],
]

const unitTab = ([system, label]: (typeof UNITS)[number], current: UnitSystem, path: string) => ({
  label,
  href: system === 'reported' ? path : `${path}?units=${system}`,
  current: system === current,
})

function Groups({ series }: { series: readonly LabSeries[] }) {
  const groups = [
    { title: 'Outside the interval', shown: series.filter(({ latest }) => isAbnormal(latest.state)) },
    { title: 'Within the interval', shown: series.filter(({ latest }) => latest.state === 'NORMAL') },
    { title: 'Without an interval on the sheet', shown: series.filter(({ latest }) => latest.state === 'UNKNOWN') },
  ]
  return groups
    .filter(({ shown }) => shown.length > 0)
    .map(({ title, shown }) => (
      <Card key={title} title={title} flush actions={<span className="num text-muted">{shown.length}</span>}>
        <ul className="divide-y divide-line">
          {shown.map((one) => (
            <SeriesCard key={one.key} series={one} />
          ))}
        </ul>
      </Card>
    ))
}

function Saved({ said: { added, already, leftOut } }: { said: Props['view']['said'] }) {
  if (added === null) return null
  const words = [
    added === 1 ? '1 value is saved.' : `${added} values are saved.`,
    already && `${already} ${already === 1 ? 'was' : 'were'} here already.`,
    leftOut && `${leftOut} ${leftOut === 1 ? 'line was' : 'lines were'} left out, as you asked.`,
  ]
  return (
    <Notice tone="success" role="status">
      {words.filter(Boolean).join(' ')}
    </Notice>
  )
}

function NoValues({ closed, mayWrite }: { closed: boolean; mayWrite: boolean }) {
  if (mayWrite) return null
  return (
    <Card>
      <EmptyState
        title={closed ? 'Laboratory values open with consent' : 'No laboratory values'}
        icon={closed ? Lock : Microscope}
      >
        <p>
          {closed
            ? 'They open here when the owner has signed the release and the attending vet has agreed to share.'
            : 'Nobody has typed or pasted values for this case. They may stand in the files.'}
        </p>
      </EmptyState>
    </Card>
  )
}
