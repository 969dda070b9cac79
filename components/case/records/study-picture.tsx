import { Scan } from '#components/ui/icons.tsx'

/** A small picture of a study or series; its words stand beside it. Dark in both themes, as such pictures are read. */
export function StudyPicture({ thumbnail, small }: { thumbnail: string | null; small?: boolean }) {
  const side = small ? 40 : 72
  return (
    <span
      className="grid flex-none place-items-center overflow-clip rounded-sm bg-black text-white/60"
      style={{ width: side, height: side }}
    >
      {thumbnail ? (
        <img src={thumbnail} alt="" width={side} height={side} loading="lazy" className="size-full object-contain" />
      ) : (
        <Scan />
      )}
    </span>
  )
}
