import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { Agreed } from './agreed.tsx'
import { AnswerForm } from './answer-form.tsx'
import { WhatIsAsked } from './asked.tsx'
import { PassOn } from './pass-on.tsx'
import { ConsentState } from './state.tsx'

type Props = { view: ConsentView; zone: string; uploader: ReactNode; mail: ReactNode; readiness: ReactNode }

/** The practice's side, signed in: the same question as by the mailed link. */
export function PracticeConsent({ view, zone, uploader, mail, readiness }: Props) {
  const { answer, can } = view
  const agreed = answer?.decision === 'AGREED' && answer.stands
  return (
    <>
      <ConsentState view={view} zone={zone} />
      {agreed && readiness}
      {agreed && <Agreed {...{ view, zone, uploader, mail }} />}
      {!agreed && can('consent.answer') && (
        <Card title={answer ? 'Answer again' : 'What is asked of you'}>
          <div className="grid max-w-text gap-5">
            <WhatIsAsked view={view} zone={zone} />
            <AnswerForm view={view} />
            <PassOn view={view} />
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
