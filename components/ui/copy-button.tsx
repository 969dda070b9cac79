'use client'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ButtonLook } from './button.tsx'
import { Button } from './button.tsx'
import { Check, Copy } from './icons.tsx'

type Props = ButtonLook & {
  /** The text, or where it stands at the moment of the press. */
  text: string | (() => string)
  children?: ReactNode
}

/** Copies a text and says so. */
export function CopyButton({ text, children = 'Copy', ...look }: Props) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
    setCopied(true)
    setTimeout(() => setCopied(false), 2500)
  }
  return (
    <Button size="small" {...look} onClick={copy}>
      {copied ? <Check /> : <Copy />}
      <span aria-live="polite">{copied ? 'Copied' : children}</span>
    </Button>
  )
}
