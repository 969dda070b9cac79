import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

type Props = { wrong: boolean; onAnswer: (password: string) => void }

/** Asks for the password of a locked PDF. It stays in this window: it is sent nowhere and kept nowhere. */
export function PdfPassword({ wrong, onAnswer }: Props) {
  const [password, setPassword] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') onAnswer(password)
  }
  return (
    <form onSubmit={onSubmit} className="grid max-w-phone gap-3 p-4">
      <Field
        name="password"
        label="This PDF is locked. Its password"
        hint="It is used in this window only, and not kept. Or ask for a copy without one."
        {...(wrong ? { error: 'That is not its password' } : {})}
      >
        <Input
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" className="justify-self-start">
        Open it
      </Button>
    </form>
  )
}
