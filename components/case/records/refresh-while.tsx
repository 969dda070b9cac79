'use client'
import { useEffect, useState } from 'react'
import { useReadAgain } from '#components/shell/read-again.ts'

const FIRST_MS = 1500
const LONGEST_MS = 20_000

/** Reads the page anew, less and less often, while something on it is about to change. */
export function RefreshWhile({ active }: { active: boolean }) {
  const readAgain = useReadAgain()
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!active) return
    const timer = setTimeout(
      () => {
        readAgain()
        setRound(round + 1)
      },
      Math.min(LONGEST_MS, FIRST_MS * 1.4 ** round),
    )
    return () => clearTimeout(timer)
  }, [active, round, readAgain])
  return null
}
