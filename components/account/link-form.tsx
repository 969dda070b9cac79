import { requestSignIn } from '#app/(auth)/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { ButtonLook } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'

type Props = { email: string; next: string | null }

/** Asks for the address and mails a link to it. */
export function LinkForm({ email, next }: Props) {
  return (
    <ActionForm action={requestSignIn} label="Sign in" className="grid grid-cols-1 gap-4">
      <input type="hidden" name="next" value={next ?? ''} />
      <Field name="email" label="Your e-mail address" required>
        <Input type="email" autoComplete="email" inputMode="email" spellCheck={false} defaultValue={email} />
      </Field>
      <SubmitButton size="large" wide pendingLabel="Sending">
        Mail me a link
      </SubmitButton>
    </ActionForm>
  )
}

/** Mails another link to an address that is known already. */
export function AnotherLink({ email, next, children, ...look }: Props & ButtonLook & { children: string }) {
  return (
    <ActionForm action={requestSignIn} label={children} className="grid grid-cols-1 gap-3">
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="next" value={next ?? ''} />
      <SubmitButton variant="secondary" pendingLabel="Sending" className="wrap-anywhere" {...look}>
        {children}
      </SubmitButton>
    </ActionForm>
  )
}
