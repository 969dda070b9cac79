'use client'
import { useEffect } from 'react'
import { isReachable } from './read-again.ts'

const EVERY_MS = 2500

/** Goes on to where somebody was heading as soon as that can succeed. Without JavaScript the browser tries every few seconds. */
export function ComeBack({ next }: { next: string }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(() => void look(), EVERY_MS)
    }
    const look = async () => {
      if (await isReachable()) window.location.replace(next)
      else wait()
    }
    wait()
    return () => clearTimeout(timer)
  }, [next])
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`5;url=${next}`} />
    </noscript>
  )
}
