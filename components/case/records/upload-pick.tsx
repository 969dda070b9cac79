'use client'
import type { ChangeEvent, ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { Image, Plus } from '#components/ui/icons.tsx'
import type { Picked } from './upload-engine.ts'

type Props = { aside: boolean; onPick: (files: readonly Picked[]) => void }

/** Buttons that open the device's own choice of files, and on a phone its camera. */
export function PickButtons({ aside, onPick }: Props) {
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    onPick([...(event.currentTarget.files ?? [])])
    // So that the same file can be picked again.
    event.currentTarget.value = ''
  }
  return (
    <div className="flex flex-wrap justify-center gap-2">
      <Pick primary={!aside} label="Choose files" icon={<Plus />}>
        <input type="file" multiple className="sr-only" onChange={pick} />
      </Pick>
      <span className="hidden pointer-coarse:inline">
        <Pick label="Take a photo" icon={<Image />}>
          <input type="file" accept="image/*" capture="environment" className="sr-only" onChange={pick} />
        </Pick>
      </span>
    </div>
  )
}

function Pick({
  label,
  icon,
  primary = false,
  children,
}: {
  label: string
  icon: ReactNode
  primary?: boolean
  children: ReactNode
}) {
  const look = buttonClass({ variant: primary ? 'primary' : 'secondary' }, 'relative cursor-pointer')
  return (
    <label className={`${look} focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-brand`}>
      {icon}
      {label}
      {children}
    </label>
  )
}
