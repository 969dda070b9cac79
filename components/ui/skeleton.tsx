import { clsx } from 'clsx'

/** Holds the place of what is being loaded; size it by class ("h-5 w-40"). */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('skeleton', className)} />
}

/** A page or panel on its way: `lines` of text under a heading, announced once. */
export function SkeletonPanel({ lines = 4, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      <Skeleton className="h-6 w-48" />
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={line % 3 === 2 ? 'h-4 w-3/5' : 'h-4 w-full'} />
      ))}
    </div>
  )
}
