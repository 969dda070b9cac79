import type { ReactNode } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { buttonClass, type ButtonLook } from '#components/ui/button.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ChevronDown } from '#components/ui/icons.tsx'
import type { TextView } from '#lib/case/consent/queries.ts'
import { RECORD_KINDS, type Signed } from '#lib/case/consent/rules.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

type KindsProps = { legend: string; hint?: string; ticked: Signed['kinds'] }

export function KindsField({ legend, hint, ticked }: KindsProps) {
  return (
    <Fieldset name="kinds[]" legend={legend} hint={hint}>
      <div className="grid grid-cols-2 gap-x-4">
        {RECORD_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            name="kinds[]"
            value={kind}
            label={RECORD_KIND_WORDS[kind]}
            defaultChecked={ticked.includes(kind)}
          />
        ))}
      </div>
    </Fieldset>
  )
}

type MoreProps = { label: ReactNode; look?: ButtonLook['variant']; children: ReactNode }

/** Something to do that is not the next step: opens in place, without JavaScript too. */
export function More({ label, look = 'secondary', children }: MoreProps) {
  return (
    <details className="group/more">
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
