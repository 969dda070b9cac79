import { useEffect, useState } from 'react'

const REST_MS = 600

/** Words for a live region: said when they have stood still for a moment, so that scrolling does not stammer. */
export function useSpoken(words: string): string {
  const [spoken, say] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => say(words), REST_MS)
    return () => clearTimeout(timer)
  }, [words])
  return spoken
}
