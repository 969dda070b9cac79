'use client'
import { lazy, Suspense } from 'react'
import type { Shows } from '#lib/case/records/preview/rules.ts'

// Each is loaded where a record of its kind is opened, and nowhere else.
const Pdf = lazy(() => import('./document-pdf.tsx').then((module) => ({ default: module.DocumentPdf })))
const Film = lazy(() => import('./document-film.tsx').then((module) => ({ default: module.DocumentFilm })))
const Text = lazy(() => import('./document-text.tsx').then((module) => ({ default: module.DocumentText })))

type Props = { caseId: string; recordId: string; name: string; note: string | null; shows: Shows }

/** A record whose bytes a script reads. */
export function DocumentLazy({ shows, note, ...which }: Props) {
  return (
    <Suspense fallback={<p className="p-4 text-muted">Loading …</p>}>
      {shows === 'PDF' && <Pdf {...which} note={note} />}
      {shows === 'FILM' && <Film {...which} />}
      {(shows === 'TABLE' || shows === 'TEXT') && <Text {...which} table={shows === 'TABLE'} />}
    </Suspense>
  )
}
