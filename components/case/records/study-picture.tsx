import { clsx } from 'clsx'
import { Scan } from '#components/ui/icons.tsx'

/** A small picture of a study or series; its words stand beside it. */
export function StudyPicture({ thumbnail, small }: { thumbnail: string | null; small?: boolean }) {
  const side = small ? 40 : 72
  return (
    <span className={clsx('study-picture', small && 'study-picture-small')}>
      {thumbnail ? <img src={thumbnail} alt="" width={side} height={side} loading="lazy" /> : <Scan />}
    </span>
  )
}
