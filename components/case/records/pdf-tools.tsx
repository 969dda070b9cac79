import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FitToScreen, Glass, PageBack, PageOn, ZoomIn, ZoomOut } from '#components/ui/tool-icons.tsx'
import type { Pdf, PdfState } from './pdf-engine.ts'

type Props = { pdf: Pdf | null; state: PdfState }

/** Above the pages: which page, how large, and a search in the text. */
export function PdfTools({ pdf, state }: Props) {
  const pages = pdf?.document.numPages ?? 1
  return (
    <div role="toolbar" aria-label="Document" className="doc-tools">
      <Button
        size="small"
        iconOnly
        aria-label="Previous page"
        disabled={!pdf || state.page <= 1}
        onClick={() => pdf?.go(state.page - 1)}
      >
        <PageBack />
      </Button>
      <span className="num text-small whitespace-nowrap" role="status">
        Page {state.page} of {pages}
      </span>
      <Button
        size="small"
        iconOnly
        aria-label="Next page"
        disabled={!pdf || state.page >= pages}
        onClick={() => pdf?.go(state.page + 1)}
      >
        <PageOn />
      </Button>
      <Button size="small" iconOnly aria-label="Smaller" disabled={!pdf} onClick={() => pdf?.smaller()}>
        <ZoomOut />
      </Button>
      <Button size="small" iconOnly aria-label="Larger" disabled={!pdf} onClick={() => pdf?.larger()}>
        <ZoomIn />
      </Button>
      <Button size="small" iconOnly aria-label="As wide as fits" disabled={!pdf} onClick={() => pdf?.fit()}>
        <FitToScreen />
      </Button>
      <Find pdf={pdf} matches={state.matches} />
    </div>
  )
}

function Find({ pdf, matches }: { pdf: Pdf | null; matches: PdfState['matches'] }) {
  const [words, setWords] = useState('')
  const [sought, setSought] = useState('')
  const seek = (way: 'next' | 'previous') => {
    pdf?.find(words, words === sought ? way : 'first')
    setSought(words)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    seek('next')
  }
  return (
    <form role="search" aria-label="Search in this document" onSubmit={onSubmit} className="doc-find">
      <input
        type="search"
        className="control"
        aria-label="Words in this document"
        placeholder="Find in the text"
        value={words}
        disabled={!pdf}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.shiftKey) return
          event.preventDefault()
          seek('previous')
        }}
      />
      <Button type="submit" size="small" iconOnly aria-label="Find" disabled={!pdf || words === ''}>
        <Glass />
      </Button>
      <span role="status" className="num text-small whitespace-nowrap text-muted">
        {sought !== '' && matches && (matches.total === 0 ? 'Not found' : `${matches.current} of ${matches.total}`)}
      </span>
    </form>
  )
}
