import type { ConsentView } from '#lib/case/consent/queries.ts'
import type { ReadinessView } from '#lib/case/records/readiness/queries.ts'
import { ReadinessCard } from './readiness-card.tsx'

type Props = {
  view: ReadinessView
  consent: Pick<ConsentView, 'caseId' | 'vet'>
  zone: string
  /** This browser may open the page of records. */
  mayOpen: boolean
}

/** For the vet who was asked: what helps the specialist, and what of it is missing. */
export function VetReadiness({ view, consent, zone, mayOpen }: Props) {
  return <ReadinessCard {...{ view, zone }} practice={consent.vet.practice} addTo={mayOpen ? consent.caseId : null} />
}
