'use client'
import { useEffect, useRef } from 'react'
import { useReadAgain } from '#components/shell/read-again.ts'
import { holdsUnsentWords } from '#components/ui/unsent-words.ts'
import { closesRecords, isNews } from './told.ts'

const SOON_MS = 120
const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 30_000

/** Keeps this page of a case fresh: whenever something happens on the case, it is read again through its own checks. */
export function Live({ caseId, since }: { caseId: string; since: string }) {
  const known = useRef(since)
  useEffect(() => {
    known.current = since
  }, [since])
  const readAgain = useReadAgain()
  useEffect(
    () =>
      openLine({
        address: () => `/api/cases/${caseId}/events?since=${known.current}`,
        look(told) {
          // Read again, the page may lose a form, or go away as a whole, and with it what is typed; sending tells how it stands.
          if (holdsUnsentWords() && !closesRecords(told)) return
          readAgain(SOON_MS, () => isNews(told, known.current))
        },
      }),
    [caseId, readAgain],
  )
  return null
}

/** Opens the live line, and anew when it is lost. Returns what closes it. */
function openLine({ address, look }: { address: () => string; look: (told: string) => void }): () => void {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST_PAUSE_MS
  let cut = false
  const open = () => {
    source = new EventSource(address())
    source.addEventListener('change', ({ data }) => look(String(data)))
    source.addEventListener('gone', () => {
      source.close()
      look('')
    })
    source.addEventListener('ready', () => {
      if (cut) look('')
      cut = false
      pause = FIRST_PAUSE_MS
    })
    source.addEventListener('error', () => {
      cut = true
      // A browser tries again after a lost connection, but takes an answer such as 503 for the last word.
      if (source.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
