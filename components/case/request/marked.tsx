import { highlight } from '#lib/case/search-query.ts'

/** A text with the searched words marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  return highlight(text, words).map(({ text: piece, hit, from }) =>
    hit ? (
      <mark key={from} className="rounded-xs bg-turn-tint text-ink">
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}
