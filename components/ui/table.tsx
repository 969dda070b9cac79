import type { ComponentProps, ReactNode } from 'react'
import { clsx } from 'clsx'

type Props = ComponentProps<'table'> & {
  /** What the table lists, for screen readers. */
  caption: ReactNode
  captionShown?: boolean
  /** A height makes the header stick within the frame ("max-h-[70vh]"). */
  frameClassName?: string
}

/** A dense table with a header that stays. Children are `thead` and `tbody`; numbers go in cells of class `cell-end`. */
export function Table({ caption, captionShown, className, frameClassName, children, ...rest }: Props) {
  return (
    <div
      className={clsx('table-frame', frameClassName)}
      role="region"
      tabIndex={0}
      aria-label={typeof caption === 'string' ? caption : 'Table'}
    >
      <table className={clsx('table', className)} {...rest}>
        <caption className={captionShown ? 'px-4 py-3 text-left font-bold' : 'sr-only'}>{caption}</caption>
        {children}
      </table>
    </div>
  )
}
