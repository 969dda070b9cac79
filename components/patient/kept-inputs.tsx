'use client'
import { use, useState } from 'react'
import { FormContext } from '#components/ui/form-context.ts'

// A page that is read again while somebody types brings newer rows, but not newer fields: what goes with the fields stays as well.

/** A hidden field with the value that it had when the form was opened. */
export function KeptInput({ name, value }: { name: string; value: string }) {
  const [first] = useState(value)
  return <input type="hidden" name={name} value={first} />
}

/**
 * The version of the row that the form's fields were filled from. After a refusal that said how the row reads now, it is the
 * version of that row, so that the next press saves.
 */
export function SeenVersion({ version }: { version: number }) {
  const { code, values } = use(FormContext)
  const [seen, setSeen] = useState({ version, refusal: values, told: true })
  // The refusal and the newer row may come one after the other.
  if (code === 'CONFLICT' && values !== seen.refusal)
    setSeen({ version, refusal: values, told: version !== seen.version })
  else if (!seen.told && version !== seen.version) setSeen({ ...seen, version, told: true })
  return <input type="hidden" name="version" value={seen.version} />
}
