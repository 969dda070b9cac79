'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { failureWords, linksTo } from './document-link.ts'
import { FilmTroubles } from './film-troubles.ts'

type Props = { caseId: string; recordId: string; name: string }

const CANNOT = 'This browser cannot play it. Download it, and open it with a program of your device.'
const NOT_FROM_THERE =
  'This browser could not play it from there, so it begins anew. Download it to see all of it with a program of your device.'

/** A player that gets its bytes by links that end, and what is said of its troubles. */
function useFilm(caseId: string, recordId: string) {
  const film = useRef<HTMLVideoElement>(null)
  const link = useMemo(() => linksTo(caseId, recordId), [caseId, recordId])
  const troubles = useMemo(() => new FilmTroubles(), [])
  const until = useRef(0)
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
    const { currentTime: at, paused } = video
    const lost = video.error?.code === MediaError.MEDIA_ERR_NETWORK
    const remedy = troubles.erred({ at, lost, linkStands: until.current > Date.now() })
    if (remedy === 'never') return setTrouble(CANNOT)
    link(true)
      .then((renewed) => {
        until.current = renewed.until
        video.src = renewed.url
        if (remedy === 'anew') return setBegunAnew(true)
        video.currentTime = at
        if (!paused) void video.play()
      })
      .catch((error: unknown) => setTrouble(failureWords(error)))
  }

  return { film, troubles, trouble, begunAnew, onError }
}

/** A film or a sound. Its bytes come in ranges, by links that are renewed where it goes on. */
export function DocumentFilm({ caseId, recordId, name }: Props) {
  const { film, troubles, trouble, begunAnew, onError } = useFilm(caseId, recordId)
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
        onLoadedData={() => troubles.drew()}
        onTimeUpdate={(event) => troubles.reached(event.currentTarget.currentTime)}
        onProgress={() => troubles.came()}
        className="doc-film"
      />
    </>
  )
}
