import type { ReactNode } from 'react'
import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { formatMoney } from '#lib/money.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { CaseKind } from '#lib/db/generated/enums.ts'
import type { RequestView } from '#lib/case/request/queries.ts'
import { placeWords } from '#lib/case/delivery/places.ts'
import { redFlagsFor } from '#lib/case/request/red-flags.ts'
import { type RequestStep, URGENCY_WORDS } from '#lib/case/request/rules.ts'
import { type Happened, mattersText, reachText, situationWords } from '#lib/case/wishes.ts'
import { dayWords } from '#lib/patient/days.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'

type Props = {
  request: RequestView
  kind?: CaseKind
  /** Address of a step, while its author can still change it. */
  editHref?: (step: RequestStep) => string
}

/** What was asked, as all parties read and print it. */
export function RequestDocument({ request, kind = 'SECOND_OPINION', editHref }: Props) {
  const byOwner = kind === 'SECOND_OPINION'
  const edit = (step: RequestStep, what: string) =>
    editHref && (
      <Link href={editHref(step)} prefetch={false} className="link no-print text-small">
        Change<span className="sr-only"> {what}</span>
      </Link>
    )
  return (
    <div className="grid gap-4">
      <WentOn request={request} />
      <Card title="Questions" actions={edit('questions', 'the questions')}>
        <ol className="grid list-decimal gap-1.5 pl-5">
          {request.questions.map((question) => (
            <li key={question} className="whitespace-pre-line">
              {question}
            </li>
          ))}
        </ol>
        {request.questions.length === 0 && <Empty />}
        <Part title="What matters most to the owner" text={mattersText(request)} />
      </Card>
      <Card title="What happened" actions={edit('story', 'what happened')}>
        <Part title="The problem" text={request.presentingComplaint} always />
        <Part title="Why now" text={situationWords(request.situation)} />
        <Days happened={request.happened} />
        <Part title="What happened, and when" text={request.history} always={request.happened.length === 0} />
      </Card>
      <Card title="Diagnosis and plan so far" actions={edit('plan', 'diagnosis and plan')}>
        <Part title="Working diagnosis" text={request.workingDiagnosis} always />
        <Part title="Planned" text={request.proposedPlan} />
        <Part title="Medicines and supplements" text={request.medications} always />
        <Part title="Decision ahead" text={request.decisionAhead} />
        <Part title="To be decided by" text={request.decisionOn ? dayWords(request.decisionOn) : ''} />
      </Card>
      {byOwner && (
        <Card title="Reaching the owner" actions={edit('reach', 'how you can be reached')}>
          <p>{reachText(request)}</p>
        </Card>
      )}
      <Asked
        request={request}
        editService={edit('hospital', 'the hospital')}
        editVet={byOwner && edit('vet', 'the vet')}
      />
    </div>
  )
}

function WentOn({ request }: { request: RequestView }) {
  if (request.redFlagAnswer !== 'WENT_ON') return null
  const signs = redFlagsFor(request.species ?? 'OTHER').filter((flag) => request.redFlags.includes(flag.id))
  return (
    <Notice tone="danger" title="Signs of an emergency were ticked">
      The owner was shown emergency advice, said that the animal had been seen, and went on. Ticked:{' '}
      {signs.map((flag) => flag.sign).join('; ')}.
    </Notice>
  )
}

function Asked({
  request,
  editService,
  editVet,
}: {
  request: RequestView
  editService: ReactNode
  editVet: ReactNode
}) {
  const { service } = request
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Card title="Hospital" actions={editService}>
        {service ? (
          <Facts
            items={[
              { label: 'Hospital', value: service.hospital.name },
              { label: 'Service', value: `${service.name} (${SPECIALTY_WORDS[service.specialty]})` },
              ...(service.feeMinor === null
                ? []
                : [
                    { label: 'Usual fee', value: formatMoney({ minor: service.feeMinor, currency: service.currency }) },
                  ]),
              { label: 'Decides', value: `within ${service.hospital.triageHours} h of all consents` },
              { label: 'Answers', value: `within ${service.turnaroundHours} h of payment` },
              { label: 'How soon', value: URGENCY_WORDS[request.urgency].label },
            ]}
          />
        ) : (
          <Empty />
        )}
      </Card>
      <Card title="Attending vet" actions={editVet || undefined}>
        {request.attendingVetName || request.attendingVetEmail ? (
          <Facts
            items={[
              { label: 'Name', value: request.attendingVetName },
              { label: 'Practice', value: request.attendingVetPractice },
              ...(request.attendingVetEmail
                ? [{ label: 'E-mail', value: <span className="break-all">{request.attendingVetEmail}</span> }]
                : []),
              { label: 'The animal lives in', value: request.livesIn && placeWords(request.livesIn) },
            ]}
          />
        ) : (
          <Empty />
        )}
      </Card>
    </div>
  )
}

/** The days as a table: it reads well on paper too. */
function Days({ happened }: { happened: readonly Happened[] }) {
  if (happened.length === 0) return null
  return (
    <div className="mt-4">
      <h3 className="text-small text-muted">Day by day</h3>
      <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {happened.map(({ when, what }) => (
          <div key={`${when} ${what}`} className="contents">
            <dt className="text-muted">{when || '–'}</dt>
            <dd className="min-w-0 break-words">{what || '–'}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Part({ title, text, always }: { title: string; text: string; always?: boolean }) {
  if (text === '' && !always) return null
  return (
    <div className="mt-4 first:mt-0">
      <h3 className="text-small text-muted">{title}</h3>
      {text === '' ? <Empty /> : <p className="whitespace-pre-line">{text}</p>}
    </div>
  )
}

const Empty = () => <p className="text-muted">Nothing said yet.</p>
