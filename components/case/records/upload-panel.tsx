'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useReadAgain } from '#components/shell/read-again.ts'
import { engineFor } from './upload-engines.ts'
import { UploadList } from './upload-list.tsx'
import { Remember } from './upload-remembered.tsx'
import { NOTHING, type Picked } from './upload-state.ts'

const REFRESH_MS = 700

export const addFiles = (caseId: string, files: readonly Picked[]): void => {
  if (files.length > 0) engineFor(caseId).add(files)
}

/** The files of a case that are on their way in this tab, and those that were before it was loaded. */
export function UploadPanel({ caseId }: { caseId: string }) {
  const [engine] = useState(() => engineFor(caseId))
  const view = useSyncExternalStore(engine.subscribe, engine.snapshot, () => NOTHING)
  const readAgain = useReadAgain()
  // Many small files arrive within a second: the page is read anew once.
  useEffect(() => engine.attach(() => readAgain(REFRESH_MS)), [engine, readAgain])
  return (
    <>
      <Remember unfinished={view.unfinished} onDiscard={(recordId) => void engine.discard(recordId)} />
      <UploadList view={view} engine={engine} />
    </>
  )
}
