'use client'
import { Button, type ButtonLook } from '#components/ui/button.tsx'
import { Printer } from '#components/ui/icons.tsx'

/** Prints the page. */
export function PrintButton({ size }: Pick<ButtonLook, 'size'>) {
  return (
    <Button variant="quiet" size={size} onClick={() => print()}>
      <Printer /> Print
    </Button>
  )
}
