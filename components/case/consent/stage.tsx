import type { ReactNode } from 'react'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { ConsentHistory } from './history.tsx'
import { HospitalConsent } from './hospital.tsx'
import { OwnerConsent } from './owner.tsx'
import { PracticeConsent } from './practice.tsx'

type Props = {
  view: ConsentView
  zone: string
  /** The stage of records has it: where files are added, for those who may. */
  uploader: ReactNode
  /** Of the stage of records too: the address for mail. */
  mail: ReactNode
  /** What the specialty asks for, for the practice. */
  readiness: ReactNode
  /** In a case that a practice began: the owner, while they are invited. */
  invited: ReactNode
  /** For the practice: its own texts, to put in. */
  ownTexts: ReactNode
}

/** The open stage of a case, for whoever reads it. */
export function ConsentStage({ view, zone, uploader, mail, readiness, invited, ownTexts }: Props) {
  if (view.status === 'DRAFT')
    return (
      <Card>
        <EmptyState icon={ShieldCheck} title="Consent comes after you send the request">
          {view.side === 'PRACTICE'
            ? 'A vet of your practice signs for it as it is sent. Nobody else sees anything before that.'
            : 'You will say here what the hospital may read and until when, and your vet will be asked by mail. Nobody sees anything before that.'}
        </EmptyState>
      </Card>
    )
  return (
    <div className="grid gap-4">
      {view.side === 'OWNER' && <OwnerConsent view={view} zone={zone} />}
      {view.side === 'PRACTICE' && (
        <PracticeConsent {...{ view, zone, uploader, mail, readiness, invited, ownTexts }} />
      )}
      {view.side === 'HOSPITAL' && <HospitalConsent view={view} zone={zone} />}
      {view.history.length > 0 && <ConsentHistory entries={view.history} zone={zone} />}
    </div>
  )
}
