import type { ReactNode } from 'react'
import Link from 'next/link'
import { RefreshWhile } from '#components/case/records/refresh-while.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { ArrowLeft, ArrowRight, Download, ExternalLink, Eye } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Neighbour, RecordPageView } from '#lib/case/records/preview/page.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'
import { DocumentStage } from './document-stage.tsx'
import { LOOKS_WORDS } from './looks-words.ts'

type Props = {
  caseId: string
  view: RecordPageView
  names: Record<Side, string>
  zone: string
  /** What its holder may change. */
  actions: ReactNode
}

/** One record: what it shows, what is known of it, and the records beside it. */
export function DocumentPage({ caseId, view, names, zone, actions }: Props) {
  const path = `/cases/${caseId}/records`
  const file = `/api${path}/${view.id}/file`
  return (
    <>
      <RefreshWhile active={view.waiting} />
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto min-w-0 break-words">
          <bdi>{view.name}</bdi>
        </h2>
        <ButtonLink href={path} size="small" variant="quiet">
          <ArrowLeft /> Records
        </ButtonLink>
        {view.opens && (
          <ButtonLink
            href={`${file}?disposition=inline`}
            size="small"
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`Open ${view.name} in a new tab`}
          >
            <ExternalLink /> New tab
          </ButtonLink>
        )}
        <ButtonLink href={`${file}?disposition=attachment`} size="small" aria-label={`Download ${view.name}`}>
          <Download /> Download
        </ButtonLink>
      </div>
      {view.looksLike === 'RECEIPT' && (
        <Notice tone="warn" title="This looks like a receipt">
          A specialist works from the medical history: what was found, and when. Ask the practice for that too.
        </Notice>
      )}
      {view.note && view.shows !== 'PDF' && <Notice tone="warn">{view.note}</Notice>}
      <Card flush className="overflow-clip">
        <DocumentStage caseId={caseId} view={view} />
      </Card>
      <Beside path={path} previous={view.previous} next={view.next} />
      <Card title="About this record" level={3}>
        <KnownOf view={view} names={names} zone={zone} />
        <p className="mt-3">
          <Link
            href={`${path}/seen?record=${view.id}`}
            prefetch={false}
            className="link inline-flex items-center gap-1"
          >
            <Eye /> Who has seen this
          </Link>
        </p>
        {actions && <div className="mt-3 border-t border-line pt-3">{actions}</div>}
      </Card>
    </>
  )
}

function Beside({ path, previous, next }: { path: string; previous: Neighbour | null; next: Neighbour | null }) {
  if (!previous && !next) return null
  return (
    <nav aria-label="Other records" className="flex flex-wrap justify-between gap-2">
      {previous ? (
        <ButtonLink href={`${path}/${previous.id}`} size="small" rel="prev" className="max-w-full">
          <ArrowLeft /> <bdi className="truncate">{previous.name}</bdi>
        </ButtonLink>
      ) : (
        <span />
      )}
      {next && (
        <ButtonLink href={`${path}/${next.id}`} size="small" rel="next" className="max-w-full">
          <bdi className="truncate">{next.name}</bdi> <ArrowRight />
        </ButtonLink>
      )}
    </nav>
  )
}

function KnownOf({ view, names, zone }: Omit<Props, 'caseId' | 'actions'>) {
  return (
    <>
      <Facts
        items={[
          { label: 'Kind', value: RECORD_KIND_WORDS[view.kind] },
          { label: 'Of', value: view.day ?? 'no day known' },
          { label: 'Looks like', value: view.looksLike && LOOKS_WORDS[view.looksLike] },
          { label: 'Imaging', value: view.dicom },
          {
            label: 'File',
            value: <span className="num">{[view.type, view.size, pagesOf(view)].filter(Boolean).join(', ')}</span>,
          },
          { label: 'Held by', value: names[view.holder] },
          { label: 'Added', value: <Time value={view.addedAt} zone={zone} /> },
          { label: 'By', value: view.byMail ? `${view.uploader}, as the mail it came with states` : view.uploader },
          { label: 'SHA-256', value: view.sha256 && <code className="text-small break-all">{view.sha256}</code> },
          { label: 'Virus scan', value: view.scanned ? 'Nothing found' : <Pill>not scanned</Pill> },
        ]}
      />
      {view.shows === 'PICTURE' && (
        <p className="mt-3 text-small text-muted">
          What is shown is a copy without the place, the camera and all else that a photo may carry unseen. The original
          has them still, is held by {names[view.holder]}, and comes by Download only.
        </p>
      )}
    </>
  )
}

const pagesOf = ({ pages }: RecordPageView): string | null =>
  pages === null ? null : pages === 1 ? '1 page' : `${pages} pages`
