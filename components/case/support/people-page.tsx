import { DiedCard } from '#components/case/farewell/died-card.tsx'
import { PART } from '#components/case/workspace.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import type { CaseFrame } from '#lib/case/frame.ts'
import type { OwnSupport, SupportLine } from '#lib/case/support/queries.ts'
import { SEES } from '#lib/case/support/rules.ts'
import { InviteForm, ShareForm, SupportLines } from './manage.tsx'
import { OwnPart } from './own-part.tsx'

type Props = {
  frame: CaseFrame
  /** Whom the owner has invited; empty for everybody else. */
  invited: SupportLine[]
  own: OwnSupport | null
  zone: string
  actions: Record<'invite' | 'change' | 'end' | 'leave' | 'mails' | 'share' | 'died' | 'diedBack', FormAction>
}

/** Who is on the case and what each may see; for the owner, whom they ask to stand by them. */
export function PeoplePage({ frame, invited, own, zone, actions }: Props) {
  const { caseId } = frame
  return (
    <div className="grid gap-5">
      <div>
        <h2 className="text-title">Who is on this case</h2>
        <p className="text-muted">And what each of them may see.</p>
      </div>
      <Card flush>
        <ul className="divide-y divide-line">
          {frame.people.map(({ name, part, detail }) => (
            <li key={`${part} ${name}`} className="flex items-start gap-3.5 px-4.5 py-3.5">
              <Avatar name={name} tone={PART[part].tone} />
              <div className="min-w-0">
                <p>
                  <b className="wrap-anywhere">{name}</b>{' '}
                  <span className="text-small text-muted">
                    {PART[part].role}
                    {detail && detail !== PART[part].role && `, ${detail}`}
                  </span>
                </p>
                <p className="text-small">{SEES[part]}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      {own && <OwnPart caseId={caseId} own={own} zone={zone} leave={actions.leave} mails={actions.mails} />}
      {frame.can('support.manage') && (
        <>
          {invited.length > 0 && (
            <SupportLines caseId={caseId} lines={invited} zone={zone} change={actions.change} end={actions.end} />
          )}
          {frame.rehomedAt && (
            <ShareForm caseId={caseId} patient={frame.patient?.name ?? 'the animal'} share={actions.share} />
          )}
          <InviteForm caseId={caseId} patient={frame.patient?.name ?? 'the animal'} invite={actions.invite} />
        </>
      )}
      {frame.can('patient.died') && frame.patient && (
        <DiedCard
          name={frame.patient.name}
          diedOn={frame.farewell?.diedOn ?? null}
          target={{ name: 'caseId', value: caseId }}
          note={actions.died}
          takeBack={actions.diedBack}
        />
      )}
    </div>
  )
}
