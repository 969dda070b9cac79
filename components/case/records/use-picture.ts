import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { type Placed, type Point, pushed, turned, UPRIGHT, zoomAt } from './picture-place.ts'

export const ZOOM_STEP = 1.4
const PUSH = 60

const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y) || 1

/** A point of the window, seen from the middle of the frame. */
function fromMiddle(frame: HTMLElement | null, { x, y }: Point): Point {
  const box = frame?.getBoundingClientRect()
  return box ? { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 } : { x: 0, y: 0 }
}

const KEYS: Record<string, (now: Placed) => Placed> = {
  '+': (now) => zoomAt(now, ZOOM_STEP),
  '=': (now) => zoomAt(now, ZOOM_STEP),
  '-': (now) => zoomAt(now, 1 / ZOOM_STEP),
  '0': () => UPRIGHT,
  r: turned,
  ArrowLeft: (now) => pushed(now, PUSH, 0),
  ArrowRight: (now) => pushed(now, -PUSH, 0),
  ArrowUp: (now) => pushed(now, 0, PUSH),
  ArrowDown: (now) => pushed(now, 0, -PUSH),
}

/** How a picture lies in its frame, and what moves it: mouse, touch, wheel and keyboard. */
export function usePicture(frame: RefObject<HTMLElement | null>) {
  const [placed, setPlaced] = useState<Placed>(UPRIGHT)
  const fingers = useRef(new Map<number, Point>())

  useEffect(() => {
    // A wheel with Ctrl, as a trackpad's pinch comes; not passive, so that the page itself does not zoom. A plain wheel scrolls.
    const element = frame.current
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const at = fromMiddle(element, event)
      setPlaced((now) => zoomAt(now, Math.exp(-event.deltaY / 200), at))
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [frame])

  const onPointerMove = ({ pointerId, clientX: x, clientY: y }: PointerEvent) => {
    const before = fingers.current.get(pointerId)
    if (!before) return
    fingers.current.set(pointerId, { x, y })
    const [other] = [...fingers.current].filter(([id]) => id !== pointerId).map(([, at]) => at)
    const by = other ? apart({ x, y }, other) / apart(before, other) : 1
    const at = fromMiddle(frame.current, other ?? { x, y })
    setPlaced((now) => (other ? zoomAt(now, by, at) : pushed(now, x - before.x, y - before.y)))
  }
  const release = ({ pointerId }: PointerEvent) => void fingers.current.delete(pointerId)
  return {
    placed,
    move: (how: (now: Placed) => Placed) => setPlaced(how),
    handlers: {
      onPointerMove,
      onPointerDown(event: PointerEvent<HTMLElement>) {
        event.currentTarget.setPointerCapture(event.pointerId)
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      },
      onPointerUp: release,
      onPointerCancel: release,
      onDoubleClick({ clientX: x, clientY: y }: MouseEvent) {
        const at = fromMiddle(frame.current, { x, y })
        setPlaced((now) => (now.zoom > 1 ? { ...UPRIGHT, turn: now.turn } : zoomAt(now, 2.5, at)))
      },
      onKeyDown(event: KeyboardEvent) {
        const how = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key]
        if (!how) return
        event.preventDefault()
        setPlaced(how)
      },
    },
  }
}
