'use client'
import { type CSSProperties, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FitToScreen, TurnLeft, ZoomIn, ZoomOut } from '#components/ui/tool-icons.tsx'
import { MOST_ZOOM, type Placed, turned, UPRIGHT, zoomAt } from './picture-place.ts'
import { usePicture, ZOOM_STEP } from './use-picture.ts'

type Props = { src: string; name: string; width: number; height: number }

/** A picture that can be made larger, pushed about and turned. Without script it is the picture. */
export function DocumentPicture({ src, name, width, height }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const { placed, move, handlers } = usePicture(frame)
  const { x, y, zoom, turn } = placed
  return (
    <div className="doc-viewer">
      <Tools placed={placed} move={move} />
      <div
        ref={frame}
        tabIndex={0}
        role="group"
        aria-label={`${name}: plus and minus for size, arrows to move, R to turn, 0 to fit`}
        className="doc-picture"
        style={{ '--shape': width / height, touchAction: zoom > 1 ? 'none' : 'pan-y' } as CSSProperties}
        {...handlers}
      >
        <img
          src={src}
          alt={name}
          width={width}
          height={height}
          draggable={false}
          data-sideways={turn % 180 !== 0 || undefined}
          style={{ transform: `translate(${x}px, ${y}px) scale(${zoom}) rotate(${turn}deg)` }}
        />
      </div>
    </div>
  )
}

function Tools({ placed: { zoom }, move }: { placed: Placed; move: (how: (now: Placed) => Placed) => void }) {
  return (
    <div role="toolbar" aria-label="Picture" className="doc-tools">
      <Button
        size="small"
        iconOnly
        aria-label="Smaller"
        disabled={zoom <= 1}
        onClick={() => move((now) => zoomAt(now, 1 / ZOOM_STEP))}
      >
        <ZoomOut />
      </Button>
      <span className="num min-w-12 text-center text-small" role="status">
        {Math.round(zoom * 100)}%
      </span>
      <Button
        size="small"
        iconOnly
        aria-label="Larger"
        disabled={zoom >= MOST_ZOOM}
        onClick={() => move((now) => zoomAt(now, ZOOM_STEP))}
      >
        <ZoomIn />
      </Button>
      <Button size="small" iconOnly aria-label="Fit" onClick={() => move(() => UPRIGHT)}>
        <FitToScreen />
      </Button>
      <Button size="small" iconOnly aria-label="Turn left" onClick={() => move(turned)}>
        <TurnLeft />
      </Button>
    </div>
  )
}
