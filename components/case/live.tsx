'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { holdsUnsentWords } from '#components/ui/unsent-words.ts'

/** Keeps this page of a case fresh: whenever something happens on the case, it is read again through its own checks. */
export function Live({ caseId, since }: { caseId: string; since: number }) {
  const known = useRef(since)
  useEffect(() => {
    known.current = since
  }, [since])
  const router = useRouter()
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    // Read again, the page may lose a form, or go away as a whole, and with it what is being typed: sending it tells how it stands.
    const look = () => {
      if (holdsUnsentWords()) return
      clearTimeout(soon)
      soon = setTimeout(() => router.refresh(), 120)
    }
    const source = new EventSource(`/api/cases/${caseId}/events?since=${known.current}`)
    let cut = false
    source.addEventListener('change', look)
    source.addEventListener('gone', () => {
      source.close()
      look()
    })
    source.addEventListener('error', () => (cut = true))
    source.addEventListener('ready', () => {
      if (cut) look()
      cut = false
    })
    return () => {
      clearTimeout(soon)
      source.close()
    }
  }, [caseId, router])
  return null
}
