import Link from 'next/link'
import type { ReactNode } from 'react'
import { FarewellNotice } from '#components/case/farewell/farewell-notice.tsx'
import { Live } from '#components/case/live.tsx'
import { CaseFrame } from '#components/case/frame/case-frame.tsx'
import { CaseHeader } from '#components/case/frame/case-header.tsx'
import { PeopleCard, QuestionsCard, SeenCard } from '#components/case/frame/side-cards.tsx'
import { StageRail } from '#components/case/frame/stage-rail.tsx'
import { TurnBar } from '#components/case/frame/turn-bar.tsx'
import type { PersonView, TurnView } from '#components/case/frame/types.ts'
import { Workspace } from '#components/shell/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { FileText, PenLine } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import { clockView } from '#lib/case/clock.ts'
import type { CaseFrame as Frame, FramePerson } from '#lib/case/frame.ts'
import { nextStep, turnDetail } from '#lib/case/next-step.ts'
import { asksForChoice } from '#lib/patient/farewell/rules.ts'
import { type Stage, STATUS_WORDS } from '#lib/case/status.ts'
import type { Shell } from '#lib/web/shell.ts'
import { CASE_KIND_WORDS, signalment, SPECIALTY_WORDS, turnWords } from '#lib/words.ts'

type Props = {
  shell: Shell
  frame: Frame
  /** The open stage; null on a page beside the seven. */
  stage: Stage | null
  /** Stands in for the primary action where the open page has its own. */
  actions?: ReactNode
  /** More cards at the side. */
  side?: ReactNode
  children: ReactNode
}

/** One shared case for all parties: whose animal, whose turn, what next, around the open stage. */
export function CaseWorkspace({ shell, frame, stage, actions, side, children }: Props) {
  const clock = { zone: frame.hospital && frame.side === 'HOSPITAL' ? frame.hospital.timeZone : shell.timeZone }
  return (
    <Workspace shell={shell}>
      <CaseFrame
        head={<Head frame={frame} />}
        turn={
          <>
            <TurnBar turn={turnOf(frame)} clock={clock}>
              {actions ?? <Primary frame={frame} stage={stage} />}
            </TurnBar>
            <FarewellNotice frame={frame} />
          </>
        }
        rail={
          <StageRail
            stages={frame.stages.filter(mayOpen(frame)).map((view) => ({
              ...view,
              href: `/cases/${frame.caseId}/${view.stage}`,
              current: view.stage === stage,
            }))}
          />
        }
        side={
          <>
            <QuestionsCard questions={frame.questions} />
            {side}
            <PeopleCard
              people={frame.people.map(personView)}
              foot={
                <Link href={`/cases/${frame.caseId}/people`} prefetch={false} className="link">
                  {frame.can('support.manage') ? 'Who sees what · ask somebody to read along' : 'Who sees what'}
                </Link>
              }
            />
            {frame.can('records.read') && (
              <SeenCard
                seen={frame.seen.map(({ name, record, at }) => ({ who: name, what: record, at }))}
                clock={clock}
                foot={
                  frame.seen.length > 0 && (
                    <Link href={`/cases/${frame.caseId}/records/seen`} prefetch={false} className="link">
                      Every look at every record
                    </Link>
                  )
                }
              />
            )}
          </>
        }
      >
        {frame.row.contentRemovedAt && <Removed at={frame.row.contentRemovedAt} zone={shell.timeZone} />}
        {(!frame.row.contentRemovedAt || stage === 'fee') && children}
      </CaseFrame>
      {frame.row.status !== 'DRAFT' && <Live caseId={frame.caseId} since={frame.heard} />}
    </Workspace>
  )
}

/** What is left of a case after its keeping time. */
function Removed({ at, zone }: { at: Date; zone: string }) {
  return (
    <Notice title="What this case said was removed">
      The time for which it is kept had ended on <Time value={at} detail="date" zone={zone} />. That it was, what was
      decided and what was paid can still be checked; words and files are gone for everybody.
    </Notice>
  )
}

/** Whoever keeps a hospital's books has no page of records, thread or recommendation: it is absent, not grey. */
const mayOpen =
  ({ can }: Frame) =>
  ({ stage }: { stage: Stage }): boolean =>
    can(stage === 'request' ? 'case.read' : `${stage}.read`)

function Head({ frame }: { frame: Frame }) {
  const { patient, row, number, people } = frame
  const owner = people.find((person) => person.part === 'OWNER')
  return (
    <CaseHeader
      head={{
        name: patient?.name ?? (row.contentRemovedAt ? 'Removed' : 'New case'),
        species: patient?.species ?? 'OTHER',
        signalment: patient
          ? signalment(patient)
          : row.contentRemovedAt
            ? 'Kept as long as it had to be'
            : 'No animal chosen yet',
        owner: frame.side === 'OWNER' ? null : (owner?.name ?? null),
        number,
        kind: CASE_KIND_WORDS[row.kind],
        specialty: row.specialty && SPECIALTY_WORDS[row.specialty],
        status: STATUS_WORDS[row.status].label,
        urgent: row.urgency === 'URGENT',
      }}
      action={
        frame.can('support.own') ? (
          <ButtonLink size="small" variant="quiet" className="no-print" href={`/cases/${frame.caseId}/notes`}>
            <PenLine /> Your notes
          </ButtonLink>
        ) : (
          frame.can('records.read') && (
            <ButtonLink size="small" variant="quiet" className="no-print" href={`/cases/${frame.caseId}/summary`}>
              <FileText /> One-page summary
            </ButtonLink>
          )
        )
      }
    />
  )
}

function turnOf(frame: Frame): TurnView {
  const { row, yourTurn, people, practiceName, hospital } = frame
  const over = row.turn === 'NOBODY' || row.turn === 'EVERYONE'
  const names = {
    owner: people.find((person) => person.part === 'OWNER')?.name ?? 'the owner',
    practice: practiceName || 'the practice',
    hospital: hospital?.name ?? 'the hospital',
  }
  return {
    yours: yourTurn,
    over,
    ended: row.status === 'DECLINED' || row.status === 'WITHDRAWN' || row.status === 'EXPIRED',
    who: over ? STATUS_WORDS[row.status].label : yourTurn ? 'Your turn' : `Waiting for ${turnWords(row.turn, names)}`,
    since: row.turnSince,
    // A support person is not told who has signed.
    detail:
      frame.side === 'SUPPORT' && row.status === 'AWAITING_CONSENT'
        ? null
        : turnDetail({ ...row, released: frame.released, agreed: frame.agreed }),
    due: clockView(row.dueAt, row.clockLeftMs, new Date(), row.status === 'IN_REVIEW' ? frame.promisedHours : null),
    spent: row.submittedAt
      ? [
          { who: names.owner, ms: Number(row.ownerMs) },
          { who: names.practice, ms: Number(row.practiceMs) },
          { who: names.hospital, ms: Number(row.hospitalMs) },
        ]
      : [],
  }
}

function Primary({ frame, stage }: { frame: Frame; stage: Stage | null }) {
  const { row, side, released, agreed } = frame
  if (side === 'OWNER' && asksForChoice(frame.farewell, row.status)) return null
  const next = nextStep({ ...row, side, released, agreed })
  if (!next || next.stage === stage || !frame.can(next.needs)) return null
  return (
    <ButtonLink variant="primary" href={`/cases/${frame.caseId}/${next.stage}`}>
      {next.label}
    </ButtonLink>
  )
}

export const PART: Record<FramePerson['part'], { tone: PersonView['tone']; role: string }> = {
  OWNER: { tone: 'owner', role: 'Owner' },
  SUPPORT: { tone: 'owner', role: 'Support person' },
  ATTENDING_VET: { tone: 'practice', role: 'Attending vet' },
  RESPONSIBLE: { tone: 'hospital', role: 'Responsible' },
  HOSPITAL: { tone: 'hospital', role: 'Specialist hospital' },
}

function personView({ name, part, detail }: FramePerson): PersonView {
  const { tone, role } = PART[part]
  return { name, tone, role: detail && detail !== role ? `${role} · ${detail}` : role }
}
