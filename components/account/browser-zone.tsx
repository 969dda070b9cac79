'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** Tells a form the browser's time zone; without JavaScript it tells nothing, and UTC is taken. */
export function BrowserZone({ name }: { name: string }) {
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => '',
  )
  return <input type="hidden" name={name} value={zone} />
}
