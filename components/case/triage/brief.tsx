import { Facts } from '#components/ui/facts.tsx'

type Told = {
  presentingComplaint: string
  history?: string
  workingDiagnosis: string
  proposedPlan: string
  medications: string
  decisionAhead: string
  whatMatters?: string
}

/** What the owner told the hospital, short: complaint, first opinion, plan, medications, the decision ahead. */
export function Brief({ brief }: { brief: Told }) {
  const items = [
    { label: 'Complaint', value: brief.presentingComplaint },
    { label: 'History', value: brief.history },
    { label: 'Diagnosis', value: brief.workingDiagnosis },
    { label: 'Plan', value: brief.proposedPlan },
    { label: 'Medication', value: brief.medications },
    { label: 'Decision', value: brief.decisionAhead },
    { label: 'What matters', value: brief.whatMatters },
  ]
  return (
    <Facts
      className="brief"
      items={items.map(({ label, value }) => ({ label, value: value && <span dir="auto">{value}</span> }))}
    />
  )
}
