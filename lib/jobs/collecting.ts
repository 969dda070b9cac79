import 'server-only'
import { setFlagsFromString } from 'node:v8'

/**
 * Files pass through the worker in buffers, which lie outside V8's heap. Left to itself V8 marks the whole heap with every twenty
 * images of a CT, though next to nothing in it has changed: four tenths of the worker's time. From here on the buffers count as a
 * part of what may grow fourfold until the next marking, which then comes with every hundred. The names are V8's own (node --v8-options); one that a later V8 does not
 * know is complained about, no more.
 */
export function collectBuffersLess(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit')
  setFlagsFromString('--external-memory-max-growing-factor=4')
}
