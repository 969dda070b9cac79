import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { LANGUAGES, languageList } from '#lib/languages.ts'
import type { Profile } from '#lib/organization/profile.ts'

/** What owners choose by, for those who may only read it. */
export function ProfileFacts({ profile }: { profile: Profile }) {
  const { languages, weeklyCases, groupName, returnPledge } = profile
  return (
    <Facts
      items={[
        { label: 'Languages', value: languages.length > 0 ? languageList(languages) : 'not said' },
        { label: 'Cases a week', value: weeklyCases ?? 'as they come' },
        { label: 'Group', value: groupName || 'none' },
        { label: 'Pledge', value: returnPledge || 'none' },
      ]}
    />
  )
}

/** What owners choose a hospital by, beside services and promises. */
export function ProfileForm({ slug, profile, action }: { slug: string; profile: Profile; action: FormAction }) {
  const { languages } = profile
  return (
    <ActionForm action={action} label="What owners choose by" okMessage="toast" className="grid gap-4">
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name="version" value={profile.version} />
      <details className="rounded-m border border-line p-3" open={languages.length === 0}>
        <summary className="font-medium">
          Languages: {languages.length > 0 ? languageList(languages) : 'none chosen yet'}
        </summary>
        <Fieldset name="languages[]" legend="Languages that you answer in" legendHidden className="mt-2">
          <div className="grid max-h-64 grid-cols-2 overflow-auto">
            {LANGUAGES.map(({ code, name }) => (
              <Checkbox key={code} value={code} label={name} defaultChecked={languages.includes(code)} />
            ))}
          </div>
        </Fieldset>
      </details>
      <Field
        name="weeklyCases"
        label="New cases that you take in a week"
        hint="With the cases you have, owners see when you are free next. Empty: as they come."
        optional
      >
        <Input inputMode="numeric" defaultValue={profile.weeklyCases ?? ''} className="max-w-32" />
      </Field>
      <Field
        name="groupName"
        label="Corporate group that owns you"
        hint="Owners whose vet belongs to the same one are told so."
        optional
      >
        <Input defaultValue={profile.groupName} maxLength={120} autoComplete="off" />
      </Field>
      <Field
        name="returnPledge"
        label="How you give the case back"
        hint="What you promise the attending vet: reports, no routine work, no contact beyond the case."
        optional
      >
        <Textarea rows={4} defaultValue={profile.returnPledge} maxLength={1000} />
      </Field>
      <p>
        <SubmitButton variant="secondary" pendingLabel="Saving">
          Save this
        </SubmitButton>
      </p>
    </ActionForm>
  )
}
