'use client'
import { useEffect, useMemo, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { csvRows } from '#lib/files/csv-rows.ts'
import { decodeText } from '#lib/files/sniff-text.ts'
import { failureWords, linksTo, readRange } from './document-link.ts'

type Props = { caseId: string; recordId: string; name: string; table: boolean }

const MOST_BYTES = 1024 * 1024
const MOST_ROWS = 1000

type Read = { text: string; cut: boolean }

/** A text or a table, its first megabyte, as plain words: nothing in it is taken for anything else. */
export function DocumentText({ caseId, recordId, name, table }: Props) {
  const link = useMemo(() => linksTo(caseId, recordId), [caseId, recordId])
  const [read, setRead] = useState<Read | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const load = async () => {
      const { sizeBytes } = await link()
      const bytes = await readRange(link, 0, Math.min(sizeBytes, MOST_BYTES), stop.signal)
      setRead({ text: decodeText(bytes) ?? '', cut: sizeBytes > MOST_BYTES })
    }
    load().catch((error: unknown) => stop.signal.aborted || setTrouble(failureWords(error)))
    return () => stop.abort()
  }, [link])

  if (trouble) return <Notice tone="warn">{trouble}</Notice>
  if (!read) return <p className="p-4 text-muted">Loading …</p>
  return (
    <>
      {table ? (
        <Table text={read.text} name={name} />
      ) : (
        <pre tabIndex={0} role="group" aria-label={name} className="doc-text">
          {read.text}
        </pre>
      )}
      {read.cut && <p className="p-4 text-muted">Only the first megabyte is shown. Download it to read the rest.</p>}
    </>
  )
}

function Table({ text, name }: { text: string; name: string }) {
  const { rows, more } = useMemo(() => csvRows(text, MOST_ROWS), [text])
  const [head = [], ...body] = rows
  return (
    <>
      <div className="doc-table" tabIndex={0} role="region" aria-label={name}>
        <table className="table num">
          <thead>
            <tr>
              {head.map((cell, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- columns have nothing but their place
                <th key={at} scope="col">
                  {cell || <span className="sr-only">Column {at + 1}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.map((row, line) => (
              // oxlint-disable-next-line react/no-array-index-key -- nor have lines
              <tr key={line}>
                {row.map((cell, at) => (
                  // oxlint-disable-next-line react/no-array-index-key -- as above
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && (
        <p className="p-4 text-muted">Only the first {MOST_ROWS} lines are shown. Download it to read the rest.</p>
      )}
    </>
  )
}
