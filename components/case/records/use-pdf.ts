import { type RefObject, useEffect, useMemo, useState } from 'react'
import { failureWords, LinkError, linksTo } from './document-link.ts'
import type { Pdf, PdfState } from './pdf-engine.ts'

type Wanted = {
  caseId: string
  recordId: string
  /** What scrolls, and within it what holds the pages. */
  container: RefObject<HTMLDivElement | null>
  viewer: RefObject<HTMLDivElement | null>
  /** What the worker found wrong with it. */
  note: string | null
}
type Asking = { wrong: boolean; answer: (password: string) => void }

const DAMAGED = 'This PDF could not be read: it seems to be damaged or cut off. Download it to try another program.'

/** Opens a PDF in its frame, and closes it with the page. */
export function usePdf({ caseId, recordId, container, viewer, note }: Wanted) {
  const link = useMemo(() => linksTo(caseId, recordId), [caseId, recordId])
  const [pdf, setPdf] = useState<Pdf | null>(null)
  const [state, setState] = useState<PdfState>({ page: 1, scale: 1, matches: null })
  const [trouble, setTrouble] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  useEffect(() => {
    let gone = false
    let opened: Pdf | null = null
    const askPassword = async (wrong: boolean): Promise<string> => {
      const { promise, resolve } = Promise.withResolvers<string>()
      setAsking({ wrong, answer: resolve })
      const password = await promise
      setAsking(null)
      return password
    }
    const open = async () => {
      const { openPdf } = await import('./pdf-engine.ts')
      if (gone || !container.current || !viewer.current) return
      const onState = (changed: Partial<PdfState>) => setState((now) => ({ ...now, ...changed }))
      const frame = { container: container.current, viewer: viewer.current }
      opened = await openPdf({ ...frame, link, onState, askPassword })
      if (gone) opened.close()
      else setPdf(opened)
    }
    open().catch((error: unknown) => {
      const outside = error instanceof LinkError || error instanceof TypeError
      if (!gone) setTrouble(outside ? failureWords(error) : (note ?? DAMAGED))
    })
    return () => {
      gone = true
      opened?.close()
    }
  }, [link, note, container, viewer])
  return { pdf, state, trouble, asking }
}
