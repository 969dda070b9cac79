'use client'
import { useId, useState } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'

/** Words to send or say, to be changed before they are copied. Nothing is sent from here. */
export function Script({ text }: { text: string }) {
  const [words, setWords] = useState(text)
  const id = useId()
  return (
    <div className="grid max-w-text gap-2">
      <label htmlFor={id} className="sr-only">
        Words for your vet
      </label>
      <textarea
        id={id}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        rows={12}
        className="control text-base"
      />
      <div>
        <CopyButton text={words} size="medium">
          Copy the words
        </CopyButton>
      </div>
    </div>
  )
}
