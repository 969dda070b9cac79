'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { listen } from './keyboard.ts'

const KEYS = [
  ['j', 'Next case'],
  ['k', 'Case before'],
  ['Enter', 'Open the case'],
  ['a', 'Accept and send an estimate'],
  ['i', 'Ask for information'],
  ['d', 'Decline'],
  ['/', 'Search'],
  ['?', 'This list'],
] as const

/** Keys for the queue, and presses anywhere on a row. Everything they do is a link on the page as well. */
export function QueueKeys() {
  const router = useRouter()
  useEffect(() => listen(router), [router])
  return (
    <Dialog
      trigger={
        <>
          <Kbd>?</Kbd> All keys
        </>
      }
      triggerClassName="queue-help"
      title="Keys"
      variant="quiet"
      size="small"
    >
      <dl className="facts">
        {KEYS.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
