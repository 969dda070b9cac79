import Link from 'next/link'
import { ChevronRight } from './icons.tsx'

/** Where this page is; the last item is the page itself and has no address. */
export function Breadcrumb({ items }: { items: { label: string; href?: string }[] }) {
  return (
    <nav aria-label="You are here" className="crumbs">
      <ol>
        {items.map((item, at) => (
          <li key={item.href ?? item.label}>
            {at > 0 && <ChevronRight />}
            {item.href ? (
              <Link href={item.href} prefetch={false}>
                {item.label}
              </Link>
            ) : (
              <span aria-current="page">{item.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
