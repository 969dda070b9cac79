import type { ReactNode } from 'react'
import { buttonClass, type ButtonLook } from '#components/ui/button.tsx'
import { ChevronDown } from '#components/ui/icons.tsx'
import type { TextView } from '#lib/case/consent/queries.ts'

type MoreProps = { label: ReactNode; look?: ButtonLook['variant']; open?: boolean | undefined; children: ReactNode }

/** Something to do that is not the next step: opens in place, without JavaScript too. */
export function More({ label, look = 'secondary', open, children }: MoreProps) {
  return (
    <details className="group/more" open={open}>
      <summary className={buttonClass({ variant: look }, 'list-none')}>
        {label}
        <ChevronDown className="transition-transform group-open/more:rotate-180" />
      </summary>
      <div className="mt-3 border-l-3 border-line pl-4">{children}</div>
    </details>
  )
}

/** Hidden fields that each signature carries: the case, the text shown, the last signature shown. */
export function SigningFields(props: { caseId: string; text: TextView; seen: string; link?: string | undefined }) {
  return (
    <>
      <CaseFields caseId={props.caseId} link={props.link} />
      <input type="hidden" name="textId" value={props.text.id} />
      <input type="hidden" name="seen" value={props.seen} />
    </>
  )
}

export function CaseFields({ caseId, link }: { caseId: string; link?: string | undefined }) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      {link && <input type="hidden" name="link" value={link} />}
    </>
  )
}
