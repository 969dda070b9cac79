'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { CaseImages } from './images.ts'
import type { ViewerProps } from './props.ts'

// In a browser it is on its way before React has taken over the page. What goes wrong is told when it is drawn.
if (typeof window !== 'undefined') import('./viewer.tsx').catch(() => undefined)

const Viewer = dynamic(() => import('./viewer.tsx').then(({ Viewer: loaded }) => loaded), {
  ssr: false,
  loading: () => <Placeholder />,
})

/** The viewer, which is loaded only here: meanwhile the first image is already on its way. */
export function ViewerHost(props: Omit<ViewerProps, 'images'>) {
  const { caseId, wanted } = props
  const [images] = useState(() => new CaseImages(caseId))
  useEffect(() => {
    // What goes wrong is said by the viewer, which asks for the same.
    if (wanted) images.openEarly(wanted).catch(() => undefined)
  }, [images, wanted])
  return <Viewer {...props} images={images} />
}

function Placeholder() {
  return (
    <div className="viewer viewer-waiting">
      <p className="text-muted">Opening the viewer…</p>
    </div>
  )
}
