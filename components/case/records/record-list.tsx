import Link from 'next/link'
import {
  Download,
  Eye,
  File,
  Info,
  FileImage,
  FileText,
  Microscope,
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
import { RecordLinks } from './record-actions.tsx'
import { RecordDialogs } from './record-dialogs.tsx'

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

/** The records that this reader may see, by kind. */
export function RecordGroups({ groups, context }: { groups: RecordsView['groups']; context: ListContext }) {
  const list = (
    <div className="card overflow-clip">
      {groups.map(({ kind, items }) => (
        <section key={kind} aria-labelledby={`kind-${kind}`} className="not-first:border-t border-line">
          <h3
            id={`kind-${kind}`}
            className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-1.5 text-small"
          >
            {RECORD_KIND_WORDS[kind]}
            <span className="num font-normal text-muted">{items.length}</span>
          </h3>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <RecordRow key={item.id} item={item} context={context} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
  return context.mayEdit || context.mayRemove ? <RecordDialogs caseId={context.caseId}>{list}</RecordDialogs> : list
}

function RecordRow({ item, context }: { item: RecordItem; context: ListContext }) {
  const path = `/cases/${context.caseId}/records/${item.id}`
  const file = `/api${path}/file`
  return (
    <li
      id={`record-${item.id}`}
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 p-4 sm:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      <Thumb item={item} path={path} />
      <div className="grid min-w-0 gap-0.5">
        <h4 className="min-w-0 break-words">
          <Link href={path} prefetch={false} className="hover:underline">
            <bdi>{item.name}</bdi>
          </Link>
        </h4>
        {item.dicom && <DicomLine dicom={item.dicom} />}
        <RecordFacts item={item} context={context} />
      </div>
      <div className="col-span-full flex flex-wrap items-start gap-1 sm:col-span-1 sm:justify-end sm:gap-2">
        <ButtonLink href={path} size="small" aria-label={`Open ${item.name}`}>
          <Eye /> Open
        </ButtonLink>
        <ButtonLink href={`${file}?disposition=attachment`} size="small" aria-label={`Download ${item.name}`}>
          <Download /> Download
        </ButtonLink>
        {item.own && (
          <RecordLinks
            caseId={context.caseId}
            record={{ id: item.id, name: item.name, kind: item.kind, ...(!item.ofStudy && { day: item.day ?? '' }) }}
            mayEdit={context.mayEdit}
            mayRemove={context.mayRemove}
          />
        )}
      </div>
    </li>
  )
}

/** What it looks like, small; never a look at the record, and never moving what stands beside it. */
function Thumb({ item, path }: { item: RecordItem; path: string }) {
  const Shape = ICON[item.kind]
  return (
    <span className="thumb">
      {item.reading?.thumb ? (
        <img src={`/api${path}/preview?size=THUMB`} alt="" loading="lazy" decoding="async" {...item.reading.thumb} />
      ) : (
        <Shape />
      )}
    </span>
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
    <div className="grid gap-1 text-small text-muted">
      <p>
        <span title={item.uploader && `Added by ${item.uploader}`}>from {holderName(item, context)}</span> · {item.type}
        , <span className="num">{item.size}</span> · <Time value={item.addedAt} detail="date" zone={context.zone} />
      </p>
      {item.mailedBy && (
        <p className="break-words">
          came by mail, sender as stated: <bdi>{item.mailedBy}</bdi>
        </p>
      )}
      {item.folder && (
        <p className="break-words">
          in <bdi>{item.folder}</bdi>
        </p>
      )}
      {item.carried && <CarriedLine carried={item.carried} />}
      {item.reading?.note && <p>{item.reading.note}</p>}
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {item.looks !== null && (
          <Looks looks={item.looks} href={`/cases/${context.caseId}/records/seen?record=${item.id}`} />
        )}
        {item.notes.map((note) => (
          <Pill key={note} title={note === 'not scanned' ? 'No virus scanner has looked at this file' : undefined}>
            {note}
          </Pill>
        ))}
        {item.reading?.looksLike === 'RECEIPT' && (
          <Pill title="A specialist needs the medical history too">
            <Info /> looks like a receipt
          </Pill>
        )}
      </p>
    </div>
  )
}

/** A practice that is not asked in this case has no name here: whoever added the record has. */
const holderName = ({ carried, uploader, holder }: RecordItem, { names }: ListContext): string =>
  carried?.apart ? uploader || 'another practice' : names[holder]

function CarriedLine({ carried: { from, apart } }: { carried: NonNullable<RecordItem['carried']> }) {
  return (
    <p>
      Carried over from{' '}
      {from ? (
        <Link href={`/cases/${from.caseId}/records`} prefetch={false} className="link num">
          {from.number}
        </Link>
      ) : (
        'an earlier request'
      )}
      {apart && '. Only you see it: another practice is asked now. To share it, download it and add it yourself'}
    </p>
  )
}

function Looks({ looks, href }: { looks: number; href: string }) {
  if (looks === 0) return <span>not opened yet</span>
  return (
    <Link href={href} prefetch={false} className="link inline-flex items-center gap-1">
      <Eye /> {looks === 1 ? 'opened once' : `opened ${looks} times`}
    </Link>
  )
}
