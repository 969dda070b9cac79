import type { ReactNode } from 'react'
import type { FormAction } from '#components/ui/action-state.ts'
import type { RequestView } from '#lib/case/request/queries.ts'
import { type Missing, type RequestStep, STEP_WORDS } from '#lib/case/request/rules.ts'
import { Discard } from './endings.tsx'
import { type DirectoryView, HospitalStep } from './hospital-step.tsx'
import { QuestionsStep } from './questions-step.tsx'
import { ReachStep } from './reach-step.tsx'
import { ReviewStep } from './review-step.tsx'
import { SafetyStep } from './safety-step.tsx'
import { StepsNav } from './steps-nav.tsx'
import { StoryStep } from './story-step.tsx'
import { PlanStep, VetStep } from './text-steps.tsx'

type Props = {
  caseId: string
  reader: string
  ownerName: string
  recordCount: number
  request: RequestView
  missing: Missing[]
  step: RequestStep
  /** Loaded for its own step only. */
  directory: DirectoryView | null
  /** Corporate group of the attending vet's practice, loaded for the review. */
  practiceGroup: string
  /** Shown where the request is read before it is sent. */
  animal: ReactNode
  readiness: ReactNode
  /** The same: who gets the answer, by which rule. */
  delivery: ReactNode
  actions: { save: FormAction; keep: FormAction; send: FormAction; discard: FormAction }
}

/** The request while it is a draft: one step at a time, in any order once the safety questions are answered. */
export function DraftEditor(props: Props) {
  const { caseId, missing, step, actions } = props
  const href = (to: RequestStep) => `/cases/${caseId}/request?step=${to}`
  return (
    <div className="grid gap-6">
      <StepsNav step={step} missing={missing} href={href} />
      <h2 className="text-title">{STEP_WORDS[step]}</h2>
      <Step {...props} href={href} />
      <div className="no-print border-t border-line pt-4">
        <Discard caseId={caseId} action={actions.discard} />
      </div>
    </div>
  )
}

function Step({ href, ...props }: Props & { href: (step: RequestStep) => string }) {
  const { caseId, reader, recordCount, request, missing, step, directory, practiceGroup, animal } = props
  const { readiness, delivery, ownerName, actions } = props
  const shared = { caseId, version: request.version, save: actions.save, keep: actions.keep, reader, request }
  switch (step) {
    case 'check':
      return <SafetyStep {...shared} />
    case 'story':
      return <StoryStep {...shared} />
    case 'plan':
      return <PlanStep {...shared} />
    case 'questions':
      return <QuestionsStep {...shared} />
    case 'hospital':
      return directory && <HospitalStep {...shared} directory={directory} />
    case 'vet':
      return <VetStep {...shared} ownerName={ownerName} />
    case 'reach':
      return <ReachStep {...shared} />
    case 'review':
      return (
        <ReviewStep
          {...{ caseId, request, missing, recordCount, href, practiceGroup, animal, readiness, delivery }}
          send={actions.send}
        />
      )
  }
}
