import { DoneButton, DueDay } from '#components/case/due.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { MessageSquare } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import type { BoardLine } from '#lib/case/board.ts'
import type { BoardView } from '#lib/case/board-views.ts'

type Props = { line: BoardLine; view: BoardView; zone: string; done: FormAction }

/** What a practice wants to know of a case before opening it: what is due, what is unread, why it was declined. */
export function BoardNote({ line, view, zone, done }: Props) {
  const { unread, declined, questionsUntil } = line
  return (
    <div className="mt-1.5 grid gap-1.5 text-small empty:hidden">
      {view === 'followups' && <FollowUp line={line} zone={zone} done={done} />}
      {unread > 0 && (
        <p>
          <Pill tone="brand">
            <MessageSquare /> {unread >= 100 ? '99+' : unread} unread
          </Pill>
        </p>
      )}
      {declined && (
        <p className="max-w-text">
          <b>{line.hospitalName} wrote:</b> <span className="line-clamp-3">{declined}</span>
        </p>
      )}
      {view === 'answered' && questionsUntil && (
        <p className="text-muted">
          Questions until <Time value={questionsUntil} detail="date" zone={zone} />
        </p>
      )}
    </div>
  )
}

function FollowUp({ line, zone, done }: Omit<Props, 'view'>) {
  const { next, practiceDueOn, hospitalName } = line
  if (!practiceDueOn) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="min-w-0 grow basis-60">
        <b>{next ? next.what : 'Read the recommendation, and say that you have'}</b>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2.5">
          <DueDay dueOn={practiceDueOn} zone={zone} />
          {!next && (
            <span className="text-muted">questions to {hospitalName ?? 'the hospital'} are open until then</span>
          )}
        </span>
      </p>
      {next && <DoneButton caseId={line.id} itemId={next.id} what={next.what} done action={done} />}
    </div>
  )
}
