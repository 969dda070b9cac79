import { Card } from '#components/ui/card.tsx'
import {
  Download,
  ExternalLink,
  Eye,
  File,
  FileImage,
  FileText,
  Microscope,
  PawPrint,
  Play,
  ListChecks,
  Scan,
  Mail,
} from '#components/ui/icons.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Term } from '#components/ui/term.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RecordItem, RecordsView } from '#lib/case/records/queries.ts'
import type { RecordKind, Side } from '#lib/db/generated/enums.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'
import { RecordActions } from './record-actions.tsx'

export type ListContext = {
  caseId: string
  /** Who holds a record, by name: "Ana Ruiz", "Riverside Vets". */
  names: Record<Side, string>
  zone: string
  mayEdit: boolean
  mayRemove: boolean
}

const ICON: Record<RecordKind, typeof File> = {
  HISTORY: FileText,
  LAB: ListChecks,
  IMAGING: Scan,
  PATHOLOGY: Microscope,
  PHOTO: FileImage,
  VIDEO: Play,
  LETTER: Mail,
  OTHER: File,
}

/** The records that this reader may see, one card for each kind. */
export function RecordGroups({ groups, context }: { groups: RecordsView['groups']; context: ListContext }) {
  return groups.map(({ kind, items }) => (
    <Card
      key={kind}
      flush
      title={RECORD_KIND_WORDS[kind]}
      actions={
        <span className="num text-small text-muted">{items.length === 1 ? '1 record' : `${items.length} records`}</span>
      }
    >
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <RecordRow key={item.id} item={item} context={context} />
        ))}
      </ul>
    </Card>
  ))
}

function RecordRow({ item, context }: { item: RecordItem; context: ListContext }) {
  const Shape = ICON[item.kind] ?? PawPrint
  const file = `/api/cases/${context.caseId}/records/${item.id}/file`
  return (
    <li
      id={`record-${item.id}`}
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 p-4 sm:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      <Shape className="mt-1 text-muted" />
      <div className="grid min-w-0 gap-0.5">
        <h3 className="min-w-0 break-words">
          <bdi>{item.name}</bdi>
        </h3>
        {item.dicom && <DicomLine dicom={item.dicom} />}
        <RecordFacts item={item} context={context} />
      </div>
      <div className="col-start-2 flex flex-wrap items-start gap-2 sm:col-start-3 sm:justify-end">
        {item.opens && (
          <ButtonLink
            href={`${file}?disposition=inline`}
            size="small"
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`Open ${item.name} in a new tab`}
          >
            <ExternalLink /> Open
          </ButtonLink>
        )}
        <ButtonLink href={`${file}?disposition=attachment`} size="small" aria-label={`Download ${item.name}`}>
          <Download /> Download
        </ButtonLink>
        {item.own && (
          <RecordActions
            caseId={context.caseId}
            record={{ id: item.id, name: item.name, kind: item.kind }}
            mayEdit={context.mayEdit}
            mayRemove={context.mayRemove}
          />
        )}
      </div>
    </li>
  )
}

function DicomLine({ dicom }: { dicom: NonNullable<RecordItem['dicom']> }) {
  return (
    <p className="font-medium">
      {dicom.explain ? <Term explain={dicom.explain}>{dicom.modality}</Term> : dicom.modality}
      {dicom.details && ` · ${dicom.details}`}
    </p>
  )
}

function RecordFacts({ item, context }: { item: RecordItem; context: ListContext }) {
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-small text-muted">
      <span title={item.uploader && `Added by ${item.uploader}`}>from {context.names[item.holder]}</span>
      <span aria-hidden>·</span>
      <span>
        {item.type}, <span className="num">{item.size}</span>
      </span>
      <span aria-hidden>·</span>
      <Time value={item.addedAt} detail="date" zone={context.zone} />
      {item.looks !== null && (
        <>
          <span aria-hidden>·</span>
          <a
            href={`/cases/${context.caseId}/records/seen?record=${item.id}`}
            className="link inline-flex items-center gap-1"
          >
            <Eye /> {looksWords(item.looks)}
          </a>
        </>
      )}
      {!item.scanned && <Pill title="No virus scanner has looked at this file">not scanned</Pill>}
    </div>
  )
}

const looksWords = (looks: number): string =>
  looks === 0 ? 'nobody has opened it yet' : looks === 1 ? 'opened once' : `opened ${looks} times`
