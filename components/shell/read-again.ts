'use client'
import { useCallback, useEffect, useRef } from 'react'
import { useRouter } from 'next/navigation'

const PATIENCE_MS = 4000
const AGAIN_MS = 3000

/** Can Conferral do its work at this moment? */
export async function isReachable(): Promise<boolean> {
  try {
    return (await fetch('/api/health?ready', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })).ok
  } catch {
    return false
  }
}

/**
 * Reads the page anew behind its reader's back, after a pause, as soon as that can succeed. An attempt that failed would
 * take the page away, and with it what somebody is typing. Asked again meanwhile, it happens once, as asked last. `needed`: is it
 * still, when it comes to it? An answer that came in between may have brought the page already.
 */
export function useReadAgain(): (afterMs?: number, needed?: () => boolean) => void {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const round = useRef(0)
  useEffect(
    () => () => {
      round.current = -1
      clearTimeout(timer.current)
    },
    [],
  )
  return useCallback(
    (afterMs = 0, needed = () => true) => {
      clearTimeout(timer.current)
      const mine = ++round.current
      const attempt = async () => {
        if (!needed()) return
        const reachable = await isReachable()
        if (round.current !== mine || !needed()) return
        if (reachable) router.refresh()
        else timer.current = setTimeout(() => void attempt(), AGAIN_MS)
      }
      timer.current = setTimeout(() => void attempt(), afterMs)
    },
    [router],
  )
}
