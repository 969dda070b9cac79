import type { ReactNode } from 'react'
import Link from 'next/link'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Download, MessageSquare, PenLine, Signature } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatTime } from '#components/ui/time-format.ts'
import type { CaseFrame } from '#lib/case/frame.ts'
import type { RecommendationView, SignedView } from '#lib/case/recommendation/queries.ts'
import { MEDICATION_NOTE } from '#lib/case/recommendation/rules.ts'
import { signalment } from '#lib/words.ts'
import { RecordsAtHand } from './records-at-hand.tsx'
import { Sections } from './sections.tsx'

type Props = {
  frame: CaseFrame
  view: Extract<RecommendationView, { mode: 'read' }>
  zone: string
  /** What an answer means where no attending vet takes part. */
  caution: string | null
  /** Closing or opening the case, where the reader may. */
  endings: ReactNode
  /** What the attending vet thinks of it. */
  children: ReactNode
}

/** A signed version, set like the document that it is. */
export function SignedPage({ frame, view, zone, caution, endings, children }: Props) {
  const { signed, versions } = view
  const newest = versions.at(-1)?.number ?? signed.number
  const base = `/cases/${frame.caseId}/recommendation`
  return (
    <div className="grid gap-4">
      {signed.number < newest && (
        <Notice
          tone="warn"
          title="This is an earlier version"
          action={
            <ButtonLink size="small" href={base}>
              Read the newest
            </ButtonLink>
          }
        >
          It stays as it was signed. There is an addendum.
        </Notice>
      )}
      {caution && <Notice tone="warn">{caution}</Notice>}
      <article
        className="document min-w-0 rounded-m border border-line bg-surface shadow-card print:border-0 print:shadow-none"
        aria-labelledby="document-title"
      >
        <div className="px-5 py-6 sm:px-9 sm:py-8 print:p-0">
          <Head frame={frame} signed={signed} />
          <Sections content={signed.content} side={frame.side} />
          <Foot frame={frame} signed={signed} zone={zone}>
            <RecordsAtHand caseId={frame.caseId} signed={signed} apart={view.eachRecord} />
          </Foot>
        </div>
      </article>
      {children}
      <div className="no-print flex flex-wrap items-center gap-2">
        {view.draft !== 'none' && (
          <ButtonLink size="small" href={`${base}?step=write`}>
            <PenLine /> {view.draft === 'begun' ? 'Go on with the addendum' : 'Write an addendum'}
          </ButtonLink>
        )}
        {endings}
      </div>
      <TalkItOver frame={frame} />
      {versions.length > 1 && <Versions view={view} base={base} zone={zone} />}
    </div>
  )
}

function Head({ frame, signed }: { frame: CaseFrame; signed: SignedView }) {
  const pdf = `/api/cases/${frame.caseId}/recommendation/${signed.number}/pdf`
  return (
    <header className="flex flex-wrap items-start gap-3 border-b border-line pb-5">
      <div className="mr-auto min-w-0">
        <p className="text-small text-muted">{frame.hospital?.name}</p>
        <h2 id="document-title" className="text-large">
          {signed.number > 1 ? `Addendum ${signed.number - 1}` : 'Recommendation'}
        </h2>
        {frame.patient && (
          <p className="mt-1">
            {frame.patient.name}, {signalment(frame.patient, signed.signedAt)}
          </p>
        )}
      </div>
      <div className="no-print flex flex-wrap gap-2 font-sans">
        <ButtonLink size="small" href={pdf} download>
          <Download /> Download PDF
        </ButtonLink>
        <PrintButton size="small" variant="quiet" />
      </div>
    </header>
  )
}

type FootProps = { frame: CaseFrame; signed: SignedView; zone: string; children: ReactNode }

function Foot({ frame, signed, zone, children }: FootProps) {
  return (
    <footer className="mt-8 border-t border-line pt-5">
      <p className="flex gap-2">
        <Signature className="mt-1.5" />
        <span>
          Signed by <b>{signed.signedName}</b>, {frame.hospital?.name},{' '}
          <time dateTime={signed.signedAt.toISOString()}>{formatTime(signed.signedAt, 'full', { zone })}</time>
        </span>
      </p>
      <p className="mt-3 text-base">{MEDICATION_NOTE}</p>
      {children}
      <p className="mt-4 font-mono text-tiny break-all text-muted">
        SHA-256 of what was signed: <span data-hash>{signed.contentHash}</span>
      </p>
    </footer>
  )
}

function TalkItOver({ frame }: { frame: CaseFrame }) {
  const { side, caseId, patient, practiceName, row, can } = frame
  const name = patient?.name ?? 'the patient'
  const talk = `Talk it over with ${practiceName || 'your vet'}: they know ${name} and decide with you what to do.`
  const words = {
    SECOND_OPINION: ` A second opinion is another view; it need not mean that the first was wrong.`,
    REFERRAL: '',
    CONSULTATION: ` It was written for your vet.`,
  }[row.kind]
  const same =
    row.kind === 'CONSULTATION'
      ? 'Attending vet and hospital read the same page. Questions about it go to the thread.'
      : 'Owner, attending vet and hospital read the same page. Questions about it go to the thread.'
  return (
    <Notice
      className="no-print"
      title={side === 'OWNER' ? 'Talk it over with your vet' : 'Questions?'}
      action={
        can('thread.read') && (
          <ButtonLink size="small" href={`/cases/${caseId}/thread`}>
            <MessageSquare /> {row.status === 'CLOSED' ? 'Read the thread' : 'Ask in the thread'}
          </ButtonLink>
        )
      }
    >
      {side === 'OWNER' ? talk + words : same}
    </Notice>
  )
}

function Versions({ view, base, zone }: { view: Props['view']; base: string; zone: string }) {
  return (
    <Card title="Versions" className="no-print">
      <ol className="grid gap-1.5">
        {view.versions.map(({ number, signedName, signedAt }) => (
          <li key={number}>
            <Link
              href={`${base}?number=${number}`}
              prefetch={false}
              className="link"
              aria-current={number === view.signed.number ? 'page' : undefined}
            >
              {number > 1 ? `Addendum ${number - 1}` : 'Recommendation'}
            </Link>{' '}
            <span className="text-muted">
              {signedName}, <Time value={signedAt} zone={zone} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
