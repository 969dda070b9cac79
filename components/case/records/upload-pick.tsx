'use client'
import type { ChangeEvent, ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { Folder, Image, Plus } from '#components/ui/icons.tsx'
import { fromFolderInput } from './upload-folders.ts'
import type { Picked } from './upload-state.ts'

/** Every browser's word for it, which React's types do not know. */
const FOLDER = { webkitdirectory: '' }

type Props = { aside: boolean; onPick: (files: readonly Picked[]) => void }

/** Buttons that open the device's own choice of files or of a folder, and on a phone its camera. */
export function PickButtons({ aside, onPick }: Props) {
  const picking = (read: (files: Iterable<File>) => Picked[]) => (event: ChangeEvent<HTMLInputElement>) => {
    onPick(read(event.currentTarget.files ?? []))
    // So that the same file can be picked again.
    event.currentTarget.value = ''
  }
  const pick = picking((files) => [...files])
  return (
    <div className="flex flex-wrap justify-center gap-2">
      <Pick primary={!aside} label="Choose files" icon={<Plus />}>
        <input type="file" multiple className="sr-only" onChange={pick} />
      </Pick>
      <span className="pointer-coarse:hidden">
        <Pick label="Choose a folder" icon={<Folder />}>
          <input type="file" {...FOLDER} className="sr-only" onChange={picking(fromFolderInput)} />
        </Pick>
      </span>
      <span className="hidden pointer-coarse:inline">
        <Pick label="Take a photo" icon={<Image />}>
          <input type="file" accept="image/*" capture="environment" className="sr-only" onChange={pick} />
        </Pick>
      </span>
    </div>
  )
}

type PickProps = { label: string; icon: ReactNode; primary?: boolean; children: ReactNode }

function Pick({ label, icon, primary = false, children }: PickProps) {
  const look = buttonClass({ variant: primary ? 'primary' : 'secondary' }, 'relative cursor-pointer')
  return (
    <label className={`${look} focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-brand`}>
      {icon}
      {label}
      {children}
    </label>
  )
}
