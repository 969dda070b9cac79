import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Check } from '#components/ui/icons.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Time } from '#components/ui/time.tsx'
import { VET_STANCE_WORDS } from '#lib/case/recommendation/rules.ts'
import type { VetViewOf } from '#lib/case/recommendation/vet-view.ts'
import type { CaseKind, VetStance } from '#lib/db/generated/enums.ts'
import { practiceHeardBy } from '#lib/words.ts'

type Props = {
  caseId: string
  kind: CaseKind
  number: number
  views: VetViewOf[]
  /** The attending vet reads: they may say how they stand to it. */
  mayTell: boolean
  zone: string
  action: FormAction
}

const TONE: Record<VetStance, Tone> = { READ: 'neutral', AGREE: 'brand', AGREE_WITH_CHANGES: 'vets', DIFFER: 'turn' }

/** The first opinion's word on the second, beside it for all: owners need not carry it from one to the other. */
export function VetViews({ caseId, kind, number, views, mayTell, zone, action }: Props) {
  if (views.length === 0 && !mayTell) return null
  return (
    <Card title={mayTell ? 'Your view as the attending vet' : 'The attending vet’s view'}>
      {views.length > 0 && (
        <ul className="grid gap-3">
          {views.map((view) => (
            <li key={view.id}>
              <p>
                <b>{view.author}</b> <Pill tone={TONE[view.stance]}>{VET_STANCE_WORDS[view.stance]}</Pill>{' '}
                <span className="text-small text-muted">
                  <Time value={view.at} zone={zone} />
                </span>
              </p>
              {view.words && <p className="mt-1 max-w-text whitespace-pre-line">{view.words}</p>}
            </li>
          ))}
        </ul>
      )}
      {mayTell && views.length === 0 && <HaveRead {...{ caseId, kind, number, action }} />}
      {mayTell && <Say {...{ caseId, kind, number, action }} again={views.length > 0} />}
    </Card>
  )
}

type FormProps = Pick<Props, 'caseId' | 'kind' | 'number' | 'action'>

/** One press, for whoever has no time for more. */
function HaveRead({ caseId, kind, number, action }: FormProps) {
  return (
    <ActionForm action={action} label="Say that you have read it" okMessage="toast" className="no-print mb-3">
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="stance" value="READ" />
      <input type="hidden" name="words" value="" />
      <p className="mb-2 max-w-text">One press tells {practiceHeardBy(kind)} that it has reached you.</p>
      <SubmitButton pendingLabel="Saving…">
        <Check /> I have read it
      </SubmitButton>
    </ActionForm>
  )
}

function Say({ caseId, kind, number, action, again }: FormProps & { again: boolean }) {
  return (
    <details className="no-print mt-4">
      <summary className="link py-1">{again ? 'Say something else' : 'Say more: whether you agree, and why'}</summary>
      <ActionForm action={action} className="group mt-3 grid max-w-text gap-4" label="Your view" okMessage="toast">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="number" value={number} />
        <Fieldset name="stance" legend="How do you stand to it?" required>
          <ChoiceCard value="READ" title="I have read it" hint="No comment for now" />
          <ChoiceCard value="AGREE" title="I agree" defaultChecked />
          <ChoiceCard value="AGREE_WITH_CHANGES" title="I agree, with changes" hint="Say which below" />
          <ChoiceCard value="DIFFER" title="I see it differently" hint="Say why below: it helps the owner to decide" />
        </Fieldset>
        <Field name="words" label="In your words" hint={`Read by ${practiceHeardBy(kind)}`}>
          <Textarea rows={3} maxLength={4000} />
        </Field>
        <div>
          <SubmitButton pendingLabel="Saving…">Save my view</SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
