import { useEffect, useReducer } from 'react'
import { onMeasured } from './engine/measurements.ts'

/** Renders again when something was measured, changed or deleted. */
export function useMeasured(): void {
  const [, again] = useReducer((times: number) => times + 1, 0)
  useEffect(() => onMeasured(again), [])
}
