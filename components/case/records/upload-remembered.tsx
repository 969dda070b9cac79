import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { bytesWords } from '#lib/case/records/rules.ts'
import type { Remembered } from './upload-memory.ts'

type Props = { unfinished: readonly Remembered[]; onDiscard: (recordId: string) => void }

/** What was under way before the page was left; a browser keeps no files, so each is picked once more. */
export function Remember({ unfinished, onDiscard }: Props) {
  if (unfinished.length === 0) return null
  return (
    <Notice
      tone="info"
      title={unfinished.length === 1 ? 'One file is not finished' : `${unfinished.length} files are not finished`}
      className="m-3"
    >
      <p>
        Nothing is lost. For your safety a browser does not keep files, so please choose{' '}
        {unfinished.length === 1 ? 'it' : 'them'} once more: the upload goes on where it stopped.
      </p>
      <ul className="mt-2 grid gap-1">
        {unfinished.map(({ recordId, name, size }) => (
          <li key={recordId} className="flex flex-wrap items-center gap-x-2">
            <bdi className="min-w-0 font-medium break-words">{name}</bdi>
            <span className="num text-small text-muted">{bytesWords(size)}</span>
            <Button
              variant="quiet"
              size="small"
              className="ml-auto"
              aria-label={`Give up ${name}`}
              onClick={() => onDiscard(recordId)}
            >
              Give up
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
