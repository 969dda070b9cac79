import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { scopeInWords } from '#lib/case/consent/scope.ts'
import { ConsentState } from './state.tsx'

/** What the hospital may rely on, and what it waits for. */
export function HospitalConsent({ view, zone }: { view: ConsentView; zone: string }) {
  return (
    <>
      <Situation view={view} />
      <ConsentState view={view} zone={zone} />
      <Card title="Open to your team now">
        <Facts
          items={[
            { label: 'From the owner', value: scopeInWords(view.open.OWNER, null) },
            { label: `From ${view.vet.practice}`, value: scopeInWords(view.open.PRACTICE, null) },
          ]}
        />
        <p className="mt-3 text-small text-muted">
          Owner and practice can end this at any time, and see every record that your team opens.
        </p>
      </Card>
    </>
  )
}

function Situation({ view }: { view: ConsentView }) {
  const { release, answer, withoutPractice, status, owner, vet } = view
  const agreed = answer?.decision === 'AGREED' && answer.stands
  if (release?.stands && agreed) return null
  if (status === 'AWAITING_CONSENT')
    return (
      <Notice title="This case waits for consent">
        It is here so that you know of it. The records open, and your clock begins, once {owner} and {vet.name} have
        both signed.
      </Notice>
    )
  if (release?.stands && withoutPractice)
    return (
      <Notice title="Without the practice">
        {owner} chose to go on without {vet.practice}. Your own delivery policy says what you may advise.
      </Notice>
    )
  return (
    <Notice tone="warn" title="Consent does not stand any more">
      What it covered is closed. The case cannot be accepted or signed until it is given again; you can write in the
      thread.
    </Notice>
  )
}
