import Link from 'next/link'
import { Sign } from './sign.tsx'

/** The product's sign, leading home where there is a home to lead to. */
export function Mark({ href = '/' }: { href?: string | null }) {
  if (href === null)
    return (
      <span className="mark">
        <Sign />
      </span>
    )
  return (
    <Link href={href} prefetch={false} className="mark">
      <Sign />
    </Link>
  )
}
