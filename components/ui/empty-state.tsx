import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import type { Icon } from './icons.tsx'
import { PawPrint } from './icons.tsx'

type Props = {
  /** What will be here. */
  title: ReactNode
  icon?: Icon
  children?: ReactNode
  /** The first step: a `ButtonLink` or a form. */
  action?: ReactNode
  level?: 1 | 2 | 3
  className?: string
}

/** An empty place: says what will be here and offers the first step. */
export function EmptyState({ title, icon: Shape = PawPrint, children, action, level = 2, className }: Props) {
  const Heading = `h${level}` as const
  return (
    <div className={clsx('empty', className)}>
      <span className="empty-icon">
        <Shape />
      </span>
      <Heading>{title}</Heading>
      {children && <div className="empty-text">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
