'use client'
import { useRef } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'

/** Words to send or say, to be changed before they are copied. Nothing is sent from here; without script the field works as it is. */
export function Script({ text, label }: { text: string; label: string }) {
  const words = useRef<HTMLTextAreaElement>(null)
  return (
    <div className="grid max-w-text gap-2">
      <textarea
        ref={words}
        aria-label={label}
        defaultValue={text}
        rows={Math.min(14, 2 + text.split('\n').length + Math.ceil(text.length / 60))}
        className="control text-base"
      />
      <div className="no-print">
        <CopyButton text={() => words.current?.value ?? text} size="medium">
          Copy the words
        </CopyButton>
      </div>
    </div>
  )
}
