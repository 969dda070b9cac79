import { cache, init as initCore, RenderingEngine } from '@cornerstonejs/core'
import dicomImageLoader from '@cornerstonejs/dicom-image-loader'
import { init as initTools } from '@cornerstonejs/tools'
import type { CaseImages } from '../images.ts'
import { readImagesFrom } from './loader.ts'
import { addTools } from './tools.ts'
import { ignoreTold } from './unreadable.ts'

const MOST_BYTES = 512 * 1024 * 1024
/** Phones end a page that holds more. */
const MOST_BYTES_ON_PHONE = 192 * 1024 * 1024

let ready: Promise<void> | undefined
let engine: RenderingEngine | undefined

/** Starts the library, once for as long as the tab lives; images come from the case that is open. */
export async function startLibrary(images: CaseImages): Promise<RenderingEngine> {
  ready ??= start()
  await ready
  readImagesFrom(images)
  if (!engine || engine.hasBeenDestroyed) engine = new RenderingEngine('conferral')
  return engine
}

async function start(): Promise<void> {
  const phone = matchMedia('(pointer: coarse)').matches
  initCore()
  cache.setMaxCacheSize(phone ? MOST_BYTES_ON_PHONE : MOST_BYTES)
  await initTools()
  dicomImageLoader.init({
    // The newer way fails on deflated files and on frames in several fragments.
    useLegacyMetadataProvider: true,
    maxWebWorkers: Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1)),
  })
  addTools()
  ignoreTold()
}
