import type { ConsentView } from '#lib/case/consent/queries.ts'
import type { ReadinessView } from '#lib/case/records/readiness/queries.ts'
import { ReadinessCard } from './readiness-card.tsx'

type Props = {
  view: ReadinessView
  consent: Pick<ConsentView, 'caseId' | 'vet' | 'answer'>
  zone: string
  /** This browser may open the page of records. */
  mayOpen: boolean
}

/** For the vet who was asked: what helps the specialist, and what of it is missing; before a yes, in a sentence. */
export function VetReadiness({ view, consent, zone, mayOpen }: Props) {
  const { caseId, vet, answer } = consent
  const agreed = answer?.decision === 'AGREED' && answer.stands
  return (
    <ReadinessCard
      {...{ view, zone }}
      practice={vet.practice}
      addTo={mayOpen && agreed ? caseId : null}
      compact={!agreed}
    />
  )
}
