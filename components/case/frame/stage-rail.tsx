import { clsx } from 'clsx'
import Link from 'next/link'
import { Check } from '#components/ui/icons.tsx'
import type { StageView } from './types.ts'
import { stageNames } from './words.ts'

const said = { done: 'done', now: 'now', later: 'later' }

/** The seven stages and where the case stands. A list at the side; a strip on the phone. No stage ever vanishes. */
export function StageRail({ stages }: { stages: StageView[] }) {
  return (
    <nav aria-label="Stages" className="case-rail">
      <ol className="rail">
        {stages.map((stage) => (
          <li key={stage.stage}>
            <Link
              href={stage.href}
              prefetch={false}
              className={clsx('rail-stage', `rail-${stage.state}`, stage.yours && 'rail-yours')}
              aria-current={stage.current ? 'page' : undefined}
            >
              <span className="rail-dot" aria-hidden>
                {stage.state === 'done' && <Check className="icon-bold" />}
              </span>
              <span className="min-w-0">
                {stageNames[stage.stage]}
                <span className="sr-only">, {said[stage.state]}</span>
                {stage.unread ? (
                  <span className="rail-unread num ml-1.5">
                    {stage.unread}
                    <span className="sr-only"> unread</span>
                  </span>
                ) : null}
                {stage.note && <span className="rail-note num">{stage.note}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
