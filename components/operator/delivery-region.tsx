import Link from 'next/link'
import { RuleWords } from '#components/case/delivery/delivery-card.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ArrowLeft, Eye } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Time } from '#components/ui/time.tsx'
import { placeWords } from '#lib/case/delivery/places.ts'
import type { Published } from '#lib/case/delivery/queries.ts'
import { POLICIES, POLICY_WORDS } from '#lib/case/delivery/rules.ts'
import { type RuleInput, rulePath, type RuleSearch, sourceLine } from '#lib/case/delivery/schema.ts'

type Props = {
  region: string
  /** The newest first. */
  versions: Published[]
  typed: RuleSearch
  /** What was typed, where all of it could be read and a preview was asked for. */
  preview: RuleInput | null
  zone: string
  actions: { preview: FormAction; publish: FormAction }
}

/** One region: a new version, and all that there were. */
export function DeliveryRegion({ region, versions, typed, preview, zone, actions }: Props) {
  return (
    <div className="grid gap-5">
      <p>
        <Link href="/operator/delivery" prefetch={false} className="link">
          <ArrowLeft /> All regions
        </Link>
      </p>
      {preview ? (
        <Preview rule={preview} publish={actions.publish} />
      ) : (
        <Edit region={region} newest={versions[0]} typed={typed} action={actions.preview} />
      )}
      <Versions versions={versions} zone={zone} />
    </div>
  )
}

type EditProps = { region: string; newest: Published | undefined; typed: RuleSearch; action: FormAction }

function Edit({ region, newest, typed, action }: EditProps) {
  const begun = typed.words !== ''
  const policy = typed.withoutVet ?? newest?.withoutVet ?? 'ATTENDING_VET_ONLY'
  return (
    <Card title={newest ? 'A new version' : 'The first version'}>
      <ActionForm action={action} label="A new version" className="grid gap-4">
        <input type="hidden" name="region" value={region} />
        <input type="hidden" name="seen" value={newest?.version ?? 0} />
        <Fieldset name="withoutVet" legend="Without the attending vet’s agreement, the answer goes" required>
          {POLICIES.map((one) => (
            <Checkbox
              key={one}
              type="radio"
              value={one}
              label={POLICY_WORDS[one].label}
              defaultChecked={one === policy}
            />
          ))}
        </Fieldset>
        <Field name="words" label="The rule in words" hint="As owners read it, without the vet." required>
          <Textarea rows={4} defaultValue={begun ? typed.words : newest?.words} />
        </Field>
        <Field name="withVet" label="With the attending vet’s agreement" required>
          <Textarea rows={2} defaultValue={begun ? typed.withVet : newest?.withVet} />
        </Field>
        <Field
          name="sources"
          label="Sources"
          hint="One a line: the day it was read | its name | its address, if it has one."
          required
        >
          <Textarea
            rows={4}
            defaultValue={begun ? typed.sources : newest?.sources.map((one) => sourceLine(one)).join('\n')}
          />
        </Field>
        <Field name="reason" label="Why this version" hint="For those who look after the rules." required>
          <Input defaultValue={typed.reason} maxLength={300} />
        </Field>
        <div>
          <SubmitButton pendingLabel="Reading">
            <Eye /> Look at it before it is published
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

function Preview({ rule, publish }: { rule: RuleInput; publish: FormAction }) {
  const { region, seen, withoutVet, words, withVet, sources, reason } = rule
  return (
    <Card title={`Preview: ${placeWords(region)}, version ${seen + 1}`}>
      <div className="grid max-w-text gap-3">
        <p>
          <b>{POLICY_WORDS[withoutVet].means('the hospital')}</b>
        </p>
        <div>
          <RuleWords rule={rule} />
        </div>
        <p className="text-small text-muted">Why this version: {reason}</p>
        <Notice tone="warn" title="What publishing does">
          It holds for requests that are sent from now on, and cannot be edited. Cases that were sent keep the version
          they began with.
        </Notice>
        <ActionForm action={publish} label="Publish" className="flex flex-wrap gap-2">
          {Object.entries({ region, seen, withoutVet, words, withVet, reason }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="sources" value={sources.map((one) => sourceLine(one)).join('\n')} />
          <SubmitButton pendingLabel="Publishing">Publish version {seen + 1}</SubmitButton>
          <ButtonLink href={rulePath(rule, false)} variant="quiet">
            Change it
          </ButtonLink>
        </ActionForm>
      </div>
    </Card>
  )
}

function Versions({ versions, zone }: { versions: Published[]; zone: string }) {
  if (versions.length === 0) return null
  return (
    <Card title="Published" flush>
      <ol>
        {versions.map((rule) => (
          <li key={rule.version} className="border-b border-line px-5 py-4 last:border-0">
            <p>
              <b>Version {rule.version}</b>, <Time value={rule.publishedAt} zone={zone} />
              {rule.publishedByName ? ` by ${rule.publishedByName}` : ', came with the product'}
            </p>
            <p className="text-small text-muted">{rule.reason}</p>
            <p className="mt-2">{POLICY_WORDS[rule.withoutVet].label}</p>
            <RuleWords rule={rule} />
          </li>
        ))}
      </ol>
    </Card>
  )
}
