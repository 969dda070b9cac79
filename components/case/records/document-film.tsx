'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { failureWords, linksTo } from './document-link.ts'

type Props = { caseId: string; recordId: string; name: string }

/** Lost connections in a row; once it goes on, they are forgotten. */
const MOST_LOSSES = 5
/** Any other error, which may also be of the moment: a player that got too little of a busy device says "cannot decode". */
const MOST_STUMBLES = 2

const CANNOT = 'This browser cannot play it. Download it, and open it with a program of your device.'

/** A film or a sound. Its bytes come in ranges, by links that end and are renewed where it goes on. */
export function DocumentFilm({ caseId, recordId, name }: Props) {
  const film = useRef<HTMLVideoElement>(null)
  const link = useMemo(() => linksTo(caseId, recordId), [caseId, recordId])
  const until = useRef(0)
  const losses = useRef(0)
  const stumbles = useRef(0)
  const [trouble, setTrouble] = useState<string | null>(null)

  useEffect(() => {
    let gone = false
    link()
      .then((first) => {
        if (gone || !film.current) return
        until.current = first.until
        film.current.src = first.url
      })
      .catch((error: unknown) => setTrouble(failureWords(error)))
    return () => {
      gone = true
    }
  }, [link])

  const onError = () => {
    const video = film.current
    if (!video?.src) return
    // A lost connection is no fault of the film's; any other error that comes again while its link stands is.
    const lost = video.error?.code === MediaError.MEDIA_ERR_NETWORK && (losses.current += 1) <= MOST_LOSSES
    if (!lost && until.current > Date.now() && (stumbles.current += 1) > MOST_STUMBLES) return setTrouble(CANNOT)
    const [at, paused] = [video.currentTime, video.paused]
    link(true)
      .then((renewed) => {
        until.current = renewed.until
        video.src = renewed.url
        video.currentTime = at
        if (!paused) void video.play()
      })
      .catch((error: unknown) => setTrouble(failureWords(error)))
  }

  if (trouble) return <Notice tone="warn">{trouble}</Notice>
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written captions for a film from somebody's phone
    <video
      ref={film}
      controls
      playsInline
      preload="metadata"
      aria-label={name}
      onError={onError}
      onProgress={() => (losses.current = 0)}
      className="doc-film"
    />
  )
}
