import type { ReactNode } from 'react'
import { Plan, type PlanActions } from '#components/case/recommendation/plan.tsx'
import { Desk } from '#components/case/recommendation/desk.tsx'
import { Review } from '#components/case/recommendation/review.tsx'
import { ShareAnswer } from '#components/case/recommendation/share-answer.tsx'
import { SignedPage } from '#components/case/recommendation/signed-page.tsx'
import { VetViews } from '#components/case/recommendation/vet-views.tsx'
import { Waiting } from '#components/case/recommendation/waiting.tsx'
import { FORM_ID, WriteForm } from '#components/case/recommendation/write-form.tsx'
import { Close, Reopen } from '#components/case/request/endings.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { type InvitedOwner as Invited, invitedOwner } from '#lib/case/begun/inviting.ts'
import type { CaseFrame } from '#lib/case/frame.ts'
import { loadRecommendation, policyWithoutVet, type RecommendationView } from '#lib/case/recommendation/queries.ts'
import { type PlanLine, readPlan } from '#lib/case/recommendation/plan.ts'
import { readVetViews, type VetViewOf } from '#lib/case/recommendation/vet-view.ts'
import { withoutVetWords } from '#lib/case/recommendation/rules.ts'
import { pageSearch } from '#lib/case/recommendation/schema.ts'
import { casePage } from '#lib/web/page.ts'
import type { Shell } from '#lib/web/shell.ts'
import { closeCase, reopenCase } from '../request/actions.ts'
import {
  addToDraftPlan,
  addToPlan,
  autosave,
  markPlan,
  save,
  shareWithOwner,
  signRecommendation,
  takeOffDraftPlan,
  takeOffPlan,
  tellVetView,
} from './actions.ts'

const page = casePage('recommendation.read', {
  path: ({ caseId }) => `/cases/${caseId}/recommendation`,
  load: async ({ db, access }, _params, search) => {
    const view = await loadRecommendation(db, access, pageSearch.parse(search))
    return {
      view,
      vetViews: view.mode === 'read' ? await readVetViews(db, access, view.signed.number) : [],
      plan: view.mode === 'read' || view.mode === 'write' ? await readPlan(db, access) : [],
      policy: policyWithoutVet(access),
      owner: view.mode === 'read' && access.can('recommendation.share') ? await invitedOwner(db, access) : null,
      title: access.row.title,
    }
  },
  title: ({ title, view }) => `${view.mode === 'write' ? 'Write the recommendation' : 'Recommendation'} · ${title}`,
  render: ({ view: { view, vetViews, plan, policy, owner }, frame, shell }) => {
    const hospital = frame.hospital?.name ?? 'the hospital'
    const caution = withoutVetWords(policy, hospital, frame.patient?.name ?? 'the animal')
    return (
      <CaseWorkspace
        shell={shell}
        frame={frame}
        stage="recommendation"
        side={view.mode === 'write' && <Desk caseId={frame.caseId} desk={view.desk} />}
        {...(view.mode === 'write' ? { actions: <ToReview /> } : {})}
      >
        <Open view={view} vetViews={vetViews} plan={plan} frame={frame} shell={shell} caution={caution} owner={owner} />
      </CaseWorkspace>
    )
  },
})

export const generateMetadata = page.metadata
export default page.Page

/** The page's one primary action, beside whose turn it is; it sends the form further down. */
const ToReview = () => (
  <Button type="submit" form={FORM_ID} name="go" value="review" variant="primary">
    Review and sign
  </Button>
)

type Props = {
  view: RecommendationView
  vetViews: VetViewOf[]
  plan: PlanLine[]
  frame: CaseFrame
  shell: Shell
  caution: string | null
  owner: Invited | null
}

function Open({ view, vetViews, plan, frame, shell, caution, owner }: Props): ReactNode {
  const zone = shell.timeZone
  switch (view.mode) {
    case 'write':
      return (
        <>
          {caution && <Notice tone="warn">{caution}</Notice>}
          <WriteForm
            caseId={frame.caseId}
            reader={shell.person?.id ?? ''}
            patient={frame.patient?.name ?? 'the animal'}
            draft={view.draft}
            actions={{ save, autosave }}
          />
          <PlanOf frame={frame} lines={plan} zone={zone} />
        </>
      )
    case 'review':
      return <Review frame={frame} view={view} signer={shell.person?.name ?? ''} sign={signRecommendation} />
    case 'read':
      return (
        <SignedPage frame={frame} view={view} zone={zone} caution={caution} endings={<Endings frame={frame} />}>
          {frame.row.kind === 'CONSULTATION' && frame.can('recommendation.share') && (
            <ShareAnswer frame={frame} owner={owner} zone={zone} action={shareWithOwner} />
          )}
          {frame.can('thread.read') && (
            <VetViews
              caseId={frame.caseId}
              kind={frame.row.kind}
              number={view.signed.number}
              views={vetViews}
              mayTell={frame.can('recommendation.comment')}
              zone={zone}
              action={tellVetView}
            />
          )}
          {frame.can('thread.read') && <PlanOf frame={frame} lines={plan} zone={zone} />}
        </SignedPage>
      )
    case 'wait':
      return <Waiting frame={frame} zone={zone} draftSavedAt={view.draftSavedAt} />
  }
}

const OPEN_PLAN: PlanActions = { add: addToPlan, drop: takeOffPlan, done: markPlan }
const DRAFT_PLAN: PlanActions = { add: addToDraftPlan, drop: takeOffDraftPlan, done: markPlan }

/** An addendum is written beside the plan that all three sides have by then. */
function PlanOf({ frame, lines, zone }: { frame: CaseFrame; lines: PlanLine[]; zone: string }) {
  const draft = frame.can('plan.draft')
  return (
    <Plan
      caseId={frame.caseId}
      lines={lines}
      names={{
        OWNER: frame.people.find(({ part }) => part === 'OWNER')?.name ?? 'The owner',
        PRACTICE: frame.practiceName || 'The practice',
        HOSPITAL: frame.hospital?.name ?? 'The hospital',
      }}
      mayAdd={draft || frame.can('plan.write')}
      draft={draft}
      zone={zone}
      actions={draft ? DRAFT_PLAN : OPEN_PLAN}
    />
  )
}

function Endings({ frame: { caseId, can } }: { frame: CaseFrame }) {
  return (
    <>
      {can('case.close') && <Close caseId={caseId} action={closeCase} />}
      {can('case.reopen') && <Reopen caseId={caseId} action={reopenCase} />}
    </>
  )
}
