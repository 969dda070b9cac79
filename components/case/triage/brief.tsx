import { Facts } from '#components/ui/facts.tsx'
import { type Asked, askedFacts } from '#lib/case/wishes.ts'

type Told = Asked & {
  presentingComplaint: string
  history?: string
  workingDiagnosis: string
  proposedPlan: string
  medications: string
  decisionAhead: string
}

/** What the owner told the hospital, short: complaint, first opinion, plan, medications, the decision ahead, how to reach them. */
export function Brief({ brief }: { brief: Told }) {
  const asked = askedFacts(brief)
  const items = [
    { label: 'Why now', value: asked.why },
    { label: 'Complaint', value: brief.presentingComplaint },
    { label: 'Day by day', value: asked.days },
    { label: 'History', value: brief.history },
    { label: 'Diagnosis', value: brief.workingDiagnosis },
    { label: 'Plan', value: brief.proposedPlan },
    { label: 'Medication', value: brief.medications },
    { label: 'Decision', value: brief.decisionAhead },
    { label: 'Decides by', value: asked.decidesBy },
    { label: 'What matters', value: asked.matters },
    { label: 'Reach', value: asked.reach },
  ]
  return (
    <Facts
      className="brief"
      items={items
        .filter(({ value }) => value)
        .map(({ label, value }) => ({
          label,
          value: (
            <span dir="auto" className="whitespace-pre-line">
              {value}
            </span>
          ),
        }))}
    />
  )
}
