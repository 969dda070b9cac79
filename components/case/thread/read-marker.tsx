'use client'
import { useEffect } from 'react'
import type { FormAction } from '#components/ui/action-state.ts'
import { idle } from '#components/ui/action-state.ts'

/** Marks the thread as read up to here, once the page is really looked at. */
export function ReadMarker({ caseId, upTo, action }: { caseId: string; upTo: string; action: FormAction }) {
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', mark)
      const form = new FormData()
      form.set('caseId', caseId)
      form.set('upTo', upTo)
      void action(idle, form).catch(() => {})
    }
    document.addEventListener('visibilitychange', mark)
    mark()
    return () => document.removeEventListener('visibilitychange', mark)
  }, [caseId, upTo, action])
  return null
}
