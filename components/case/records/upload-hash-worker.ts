import { sha256Of } from './upload-hash-of.ts'
import type { Answer, Question } from './upload-hash.ts'

// Runs in a worker of its own, so that reading gigabytes never holds up the page. One file after another.

const wanted = new Set<number>()
let last: Promise<void> = Promise.resolve()

async function answer(id: number, file: Blob): Promise<void> {
  const goesOn = () => wanted.has(id)
  // A file that cannot be read (taken away meanwhile) is the upload's to tell of.
  const sha256 = goesOn() ? await sha256Of(file, goesOn).catch(() => null) : null
  wanted.delete(id)
  const said: Answer = { id, sha256 }
  self.postMessage(said, {})
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { id } = data
  if ('stop' in data) wanted.delete(id)
  else {
    wanted.add(id)
    last = last.then(() => answer(id, data.file))
  }
})
