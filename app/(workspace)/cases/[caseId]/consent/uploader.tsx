'use client'
import { lazy, Suspense } from 'react'

const Fetched = lazy(() =>
  import('#components/case/records/uploader.tsx').then((records) => ({ default: records.Uploader })),
)

/** Where files are added, fetched only by those who are shown it: the page's question must come fast on a phone. */
export function Uploader({ caseId }: { caseId: string }) {
  return (
    <Suspense
      fallback={<p className="card p-4 text-muted">The place for files is on its way (it needs JavaScript).</p>}
    >
      <Fetched caseId={caseId} />
    </Suspense>
  )
}
