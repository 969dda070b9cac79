import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from './icons.tsx'

const icons = { info: Info, warn: TriangleAlert, danger: CircleAlert, success: CircleCheck }

type Props = {
  tone?: keyof typeof icons
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** `alert` or `status` when it appears after the page was shown. */
  role?: 'alert' | 'status' | 'note'
  className?: string
}

/** A message of the page to its reader, in a box with an icon. */
export function Notice({ tone = 'info', title, children, action, role, className }: Props) {
  const Shape = icons[tone]
  return (
    <div className={clsx('notice', `tone-${tone}`, className)} role={role}>
      <Shape />
      <div className="min-w-0 grow">
        {title && <p className="notice-title">{title}</p>}
        {children && <div>{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  )
}
