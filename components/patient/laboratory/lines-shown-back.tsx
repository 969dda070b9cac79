'use client'
import { use } from 'react'
import { FormContext } from '#components/ui/form-context.ts'

/** The lines of a pasted text that could not be read, below the field that holds them. */
export function LinesShownBack({ name }: { name: string }) {
  const { fieldErrors } = use(FormContext)
  const lines = fieldErrors[name]?.slice(1) ?? []
  if (lines.length === 0) return null
  return (
    <ul
      className="grid gap-1 rounded-s border border-danger-line bg-danger-tint px-4 py-3 text-small"
      aria-label="Lines to mend"
    >
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  )
}
