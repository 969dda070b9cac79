import { Tabs } from '#components/ui/tabs.tsx'

const VIEWS = [
  { view: 'files', path: '', label: 'Files' },
  { view: 'history', path: '/history', label: 'History' },
  { view: 'lab', path: '/lab', label: 'Laboratory' },
] as const

/** The ways to read the records of a case: files, the written history, laboratory values over time. */
export function RecordsTabs({ caseId, current }: { caseId: string; current: (typeof VIEWS)[number]['view'] }) {
  return (
    <Tabs
      label="Records"
      className="no-print"
      items={VIEWS.map(({ view, path, label }) => ({
        href: `/cases/${caseId}/records${path}`,
        label,
        current: view === current,
      }))}
    />
  )
}
