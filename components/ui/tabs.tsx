import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import Link from 'next/link'

export type TabItem = {
  href: string
  label: ReactNode
  /** A number, or a capped one ("500+"). */
  count?: number | string
  current?: boolean
}

/** Views of one thing, as links: each has an address and the back button works. */
export function Tabs({ label, items, className }: { label: string; items: TabItem[]; className?: string }) {
  return (
    <nav aria-label={label} className={clsx('tabs', className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          prefetch={false}
          className="tab"
          aria-current={item.current ? 'page' : undefined}
        >
          {item.label}
          {item.count !== undefined && <span className="tab-count num">{item.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
