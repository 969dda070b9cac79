'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { failureWords, linksTo } from './document-link.ts'

type Props = { caseId: string; recordId: string; name: string }

/** Lost connections in a row; once it goes on, they are forgotten. */
const MOST_LOSSES = 5
/**
 * Any other error: once more from the same place, then from the start. A film may be damaged in its middle, or be of a kind that a
 * browser decodes from its first frame on but not from a place that was sought; what can be seen of it is still worth seeing.
 */
const MOST_STUMBLES = 2
/** Seconds after a place of trouble from which on it is forgotten. */
const PAST_IT_S = 2

const CANNOT = 'This browser cannot play it. Download it, and open it with a program of your device.'
const NOT_FROM_THERE =
  'This browser could not play it from there, so it begins anew. Download it to see all of it with a program of your device.'

/** A film or a sound. Its bytes come in ranges, by links that end and are renewed where it goes on. */
export function DocumentFilm({ caseId, recordId, name }: Props) {
  const film = useRef<HTMLVideoElement>(null)
  const link = useMemo(() => linksTo(caseId, recordId), [caseId, recordId])
  const until = useRef(0)
  const losses = useRef(0)
  const stumbles = useRef(0)
  const stumbledAt = useRef(0)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [begunAnew, setBegunAnew] = useState(false)

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
    // A lost connection is no fault of the film's, nor is a link that has ended.
    const lost = video.error?.code === MediaError.MEDIA_ERR_NETWORK && (losses.current += 1) <= MOST_LOSSES
    const stumbled = !lost && until.current > Date.now()
    if (stumbled && (stumbles.current += 1) > MOST_STUMBLES) return setTrouble(CANNOT)
    const anew = stumbled && stumbles.current === MOST_STUMBLES
    const [at, paused] = [anew ? 0 : video.currentTime, anew || video.paused]
    stumbledAt.current = video.currentTime
    link(true)
      .then((renewed) => {
        until.current = renewed.until
        video.src = renewed.url
        video.currentTime = at
        setBegunAnew((before) => before || anew)
        if (!paused) void video.play()
      })
      .catch((error: unknown) => setTrouble(failureWords(error)))
  }
  /** Something of it is drawn: whatever comes now, it is no film that cannot be played at all. */
  const onLoadedData = () => (stumbles.current = Math.min(stumbles.current, MOST_STUMBLES - 1))
  const onTimeUpdate = () => {
    if (film.current && film.current.currentTime > stumbledAt.current + PAST_IT_S) stumbles.current = 0
  }

  if (trouble) return <Notice tone="warn">{trouble}</Notice>
  return (
    <>
      {begunAnew && (
        <Notice tone="warn" role="status">
          {NOT_FROM_THERE}
        </Notice>
      )}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written captions for a film from somebody's phone */}
      <video
        ref={film}
        controls
        playsInline
        preload="metadata"
        aria-label={name}
        onError={onError}
        onLoadedData={onLoadedData}
        onTimeUpdate={onTimeUpdate}
        onProgress={() => (losses.current = 0)}
        className="doc-film"
      />
    </>
  )
}
