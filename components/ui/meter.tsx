import type { CSSProperties } from 'react'
import { clsx } from 'clsx'

const fills = { brand: 'var(--color-brand)', turn: 'var(--color-turn)', danger: 'var(--color-danger)' }

type Props = {
  /** From 0 to `max`. */
  value: number
  max?: number
  /** What it measures, with its value in words: "6 of 7 records". */
  label: string
  tone?: keyof typeof fills
  /** `progressbar` while something is under way, `meter` for a measure. */
  role?: 'meter' | 'progressbar'
  className?: string
}

/** A thin bar. The words stand beside it; the bar only shows them. */
export function Meter({ value, max = 100, label, tone = 'brand', role = 'meter', className }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  const style = { width: `${Math.round(share * 100)}%`, '--meter-fill': fills[tone] } as CSSProperties
  return (
    <div
      role={role}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuetext={label}
      className={clsx('meter', className)}
    >
      <span style={style} />
    </div>
  )
}
