import type { ComponentProps } from 'react'
import { clsx } from 'clsx'

export type Tone = 'neutral' | 'brand' | 'turn' | 'vets' | 'hosp' | 'danger'

/** A short state in words. `turn` is kept for "it is your turn", `danger` for danger; an icon goes first among the children. */
export function Pill({ tone = 'neutral', className, ...rest }: { tone?: Tone } & ComponentProps<'span'>) {
  return <span className={clsx('pill', `tone-${tone}`, className)} {...rest} />
}
