import { clsx } from 'clsx'
import { ButtonLink } from './button.tsx'
import { ArrowLeft, ArrowRight } from './icons.tsx'

type Props = {
  /** Addresses with their cursor; absent at an end. */
  previous?: string | null
  next?: string | null
  /** "1 to 50 of 500+". */
  summary?: string
  label?: string
  className?: string
}

/** Previous and next of a list that is read by cursor. */
export function Pagination({ previous, next, summary, label = 'Pages', className }: Props) {
  if (!previous && !next) return null
  return (
    <nav aria-label={label} className={clsx('flex items-center gap-2', className)}>
      {summary && <span className="num mr-auto text-small text-muted">{summary}</span>}
      {previous && (
        <ButtonLink href={previous} size="small" rel="prev">
          <ArrowLeft /> Previous
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={next} size="small" rel="next">
          Next <ArrowRight />
        </ButtonLink>
      )}
    </nav>
  )
}
