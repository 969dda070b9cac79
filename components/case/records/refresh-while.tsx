'use client'
import { useEffect, useState } from 'react'
import { useRouter } from 'next/navigation'

const FIRST_MS = 1500
const LONGEST_MS = 20_000

/** Reads the page anew, less and less often, while something on it is about to change. */
export function RefreshWhile({ active }: { active: boolean }) {
  const router = useRouter()
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!active) return
    const timer = setTimeout(
      () => {
        router.refresh()
        setRound(round + 1)
      },
      Math.min(LONGEST_MS, FIRST_MS * 1.4 ** round),
    )
    return () => clearTimeout(timer)
  }, [active, round, router])
  return null
}
