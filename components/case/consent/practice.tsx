import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { Agreed } from './agreed.tsx'
import { AnswerForm } from './answer-form.tsx'
import { WhatIsAsked } from './asked.tsx'
import { PassOn } from './pass-on.tsx'
import { ConsentState } from './state.tsx'
import { OwnerStated } from './stated.tsx'

type Props = {
  view: ConsentView
  zone: string
  uploader: ReactNode
  mail: ReactNode
  readiness: ReactNode
  /** In a case that the practice began: the owner, while they are invited. */
  invited?: ReactNode
  /** Those of the practice, to put into the word to owner and hospital. */
  ownTexts: ReactNode
}

/** The practice's side, signed in: the same question as by the mailed link. */
export function PracticeConsent({ view, zone, uploader, mail, readiness, invited, ownTexts }: Props) {
  const { answer, can } = view
  const agreed = answer?.decision === 'AGREED' && answer.stands
  return (
    <>
      <ConsentState view={view} zone={zone} />
      {invited}
      {view.kind === 'CONSULTATION' && <OwnerStated view={view} />}
      {agreed && readiness}
      {agreed && <Agreed {...{ view, zone, uploader, mail, ownTexts }} />}
      {!agreed && can('consent.answer') && (
        <Card
          title={answer ? 'Answer again' : view.kind === 'SECOND_OPINION' ? 'What is asked of you' : 'Your agreement'}
        >
          <div className="grid max-w-text gap-5">
            {view.kind === 'SECOND_OPINION' && <WhatIsAsked view={view} zone={zone} />}
            <AnswerForm view={view} ownTexts={ownTexts} />
            {view.kind === 'SECOND_OPINION' && <PassOn view={view} />}
          </div>
        </Card>
      )}
      {!agreed && readiness}
      {!agreed && !can('consent.answer') && <NotYours view={view} />}
    </>
  )
}

function NotYours({ view }: { view: ConsentView }) {
  if (!view.can('records.add')) return null
  return <Notice>A vet of your practice answers this. You can add records already: they stay closed until then.</Notice>
}
