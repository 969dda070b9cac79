import Link from 'next/link'
import { clsx } from 'clsx'
import { Check } from '#components/ui/icons.tsx'
import { Meter } from '#components/ui/meter.tsx'
import { type Missing, REQUEST_STEPS, type RequestStep, STEP_WORDS } from '#lib/case/request/rules.ts'

type Props = { step: RequestStep; missing: Missing[]; href: (step: RequestStep) => string }

/** Where the owner is in the request, and what is done. The safety questions come first, the rest in any order. */
export function StepsNav({ step, missing, href }: Props) {
  const open = new Set(missing.map((item) => item.step))
  const at = REQUEST_STEPS.indexOf(step)
  const locked = open.has('check')
  const words = `Step ${at + 1} of ${REQUEST_STEPS.length}`
  return (
    <nav aria-label="Steps of the request" className="no-print grid gap-2">
      <p className="text-small text-muted">{words}</p>
      <Meter value={at + 1} max={REQUEST_STEPS.length} label={words} role="progressbar" />
      <ol className="flex flex-wrap gap-x-1 gap-y-0.5 max-sm:hidden">
        {REQUEST_STEPS.map((name) => {
          const done = name !== 'review' && !open.has(name)
          const body = (
            <>
              {done && <Check label="Done:" className="text-brand" />} {STEP_WORDS[name]}
            </>
          )
          return (
            <li key={name} className="text-small">
              {locked && name !== 'check' ? (
                <span className="inline-block px-2 py-1 text-faint">{body}</span>
              ) : (
                <Link
                  href={href(name)}
                  prefetch={false}
                  aria-current={name === step ? 'step' : undefined}
                  className={clsx(
                    'inline-block rounded-s px-2 py-1 hover:bg-sunken',
                    name === step && 'bg-brand-tint font-medium',
                  )}
                >
                  {body}
                </Link>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
