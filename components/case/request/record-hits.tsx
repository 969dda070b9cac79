import Link from 'next/link'
import { FileText } from '#components/ui/icons.tsx'
import type { RecordHit } from '#lib/case/search.ts'
import { Marked } from './marked.tsx'

/** Records in whose text the words were found, with the place. */
export function RecordHits({ hits, words }: { hits: RecordHit[]; words: readonly string[] }) {
  return (
    <ul aria-label="Records found" className="card divide-y divide-line">
      {hits.map(({ caseId, recordId, name, title, number, snippet }) => (
        <li key={recordId} className="card-link flex items-start gap-3.5 px-4 py-3.5">
          <FileText className="mt-1 text-muted" />
          <div className="min-w-0 grow">
            <p className="break-words">
              <Link
                href={`/cases/${caseId}/records/${recordId}`}
                prefetch={false}
                className="card-link-target font-bold"
              >
                <bdi>{name}</bdi>
              </Link>
            </p>
            <p className="line-clamp-3 break-words">
              … <Marked text={snippet} words={words} /> …
            </p>
            <p className="text-small text-muted">
              {title || 'New request'} <span className="num">{number}</span>
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
