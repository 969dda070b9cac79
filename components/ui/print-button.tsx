'use client'
import { Button, type ButtonLook } from './button.tsx'
import { Printer } from './icons.tsx'

/** Opens the browser's print dialog. */
export function PrintButton(look: ButtonLook) {
  return (
    <Button {...look} onClick={() => window.print()}>
      <Printer /> Print
    </Button>
  )
}
