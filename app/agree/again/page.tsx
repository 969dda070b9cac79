import { PlainPage } from '#components/account/plain-page.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { publicPage } from '#lib/web/page.ts'
import { askForNewLink } from './actions.ts'

/** For a vet whose link has ended or was lost: a new one goes to the address that had it, and the old one ends. */
const page = publicPage({
  load: async () => null,
  title: () => 'A new link',
  path: () => '/agree/again',
  render: () => (
    <PlainPage
      title="A new link to your case"
      lead="It goes to the address that the first mail went to, and the old link ends."
    >
      <ActionForm action={askForNewLink} label="Ask for a new link" className="grid gap-4">
        <Field name="address" label="The address we wrote to" required>
          <Input type="email" inputMode="email" autoComplete="email" spellCheck={false} />
        </Field>
        <Field name="number" label="Case number" hint="It stands in the mail’s subject, such as CF-7K3M2" required>
          <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} />
        </Field>
        <SubmitButton size="large" wide pendingLabel="Sending">
          Send me a new link
        </SubmitButton>
      </ActionForm>
      <p className="text-small text-muted">
        You do not have the mail? Ask the owner of the animal to send it again: they find that in their case, under
        Consent.
      </p>
      <ButtonLink href="/sign-in" variant="quiet" wide>
        Your practice has an account? Sign in
      </ButtonLink>
    </PlainPage>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
