import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ArrowRight, Siren } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { NO_RED_FLAG } from '#lib/case/request/patch.ts'
import type { RequestView } from '#lib/case/request/queries.ts'
import { redFlagsFor } from '#lib/case/request/red-flags.ts'
import type { StepProps } from './step-form.tsx'

type Props = Omit<StepProps, 'reader' | 'keep'> & { request: RequestView }

/** The first step: signs that cannot wait. A "yes" leads to emergency care before anything else. */
export function SafetyStep(props: Props) {
  const { request } = props
  return request.redFlags.length > 0 && request.redFlagAnswer === null ? (
    <Emergency {...props} />
  ) : (
    <Screen {...props} />
  )
}

function Hidden({ caseId, version }: Pick<Props, 'caseId' | 'version'>) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="step" value="check" />
      <input type="hidden" name="version" value={version} />
    </>
  )
}

function Screen({ caseId, version, save, request }: Props) {
  const name = request.patientName
  return (
    <ActionForm action={save} label="Safety questions" className="grid gap-6" okMessage="silent">
      <Hidden caseId={caseId} version={version} />
      <p className="max-w-text">
        A second opinion takes a day or more. Some signs cannot wait that long, so we ask about them first.
      </p>
      <Fieldset name="redFlags[]" legend={`Is any of this happening to ${name} now?`}>
        {redFlagsFor(request.species ?? 'OTHER').map((flag) => (
          <Checkbox
            key={flag.id}
            value={flag.id}
            label={flag.sign}
            defaultChecked={request.redFlags.includes(flag.id)}
          />
        ))}
        <div className="mt-1 border-t border-line pt-3">
          <Checkbox
            value={NO_RED_FLAG}
            label={<b>None of these</b>}
            defaultChecked={request.redFlagAnswer === 'NONE'}
          />
        </div>
      </Fieldset>
      <div>
        <SubmitButton name="go" value="next" size="large" className="max-sm:w-full">
          Go on <ArrowRight />
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Emergency({ caseId, version, save, request }: Props) {
  const name = request.patientName
  const shown = redFlagsFor(request.species ?? 'OTHER').filter((flag) => request.redFlags.includes(flag.id))
  return (
    <div className="grid gap-6">
      <section className="notice tone-danger p-5" aria-labelledby="emergency">
        <Siren />
        <div className="grid gap-3">
          <h2 id="emergency" className="text-title">
            {name} needs a vet now
          </h2>
          <p className="max-w-text text-lead">
            Do not wait for a second opinion. Call your vet, or the nearest emergency clinic if yours is closed, and say
            that you are on your way.
          </p>
          <ul className="grid gap-2">
            {shown.map((flag) => (
              <li key={flag.id}>
                <b>{flag.sign}.</b> {flag.meanwhile}
              </li>
            ))}
          </ul>
          <p>
            <ButtonLink href="/emergency" variant="danger" size="large">
              What to do now
            </ButtonLink>
          </p>
        </div>
      </section>
      <p className="max-w-text">
        Your request is kept as a draft. You can come back to it when {name} has been seen, on this or another device.
      </p>
      <ActionForm action={save} label="After the advice" className="grid gap-3" okMessage="silent">
        <Hidden caseId={caseId} version={version} />
        <p className="max-w-text text-small text-muted">
          If {name} has been seen by a vet already and is stable, you can go on. The request is then marked urgent, and
          the hospital and your vet see what you answered here.
        </p>
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="go" value="on" variant="secondary">
            {name} has been seen: go on
          </SubmitButton>
          <SubmitButton name="go" value="again" variant="quiet">
            Change my answers
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
