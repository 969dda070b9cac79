import type { ReactNode } from 'react'
import { clsx } from 'clsx'

/** Short facts with their names, in two columns. Facts without a value are left out. */
export function Facts({ items, className }: { items: { label: ReactNode; value: ReactNode }[]; className?: string }) {
  return (
    <dl className={clsx('facts', className)}>
      {items
        .filter(({ value }) => value != null && value !== '' && value !== false)
        .map(({ label, value }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- facts are a fixed list, their names may be elements
          <div key={at} className="contents">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
