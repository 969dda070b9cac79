import { cache, init as initCore, RenderingEngine, type Types } from '@cornerstonejs/core'
import dicomImageLoader from '@cornerstonejs/dicom-image-loader'
import { init as initTools } from '@cornerstonejs/tools'
import type { CaseImages } from '../images.ts'
import { readImagesFrom } from './loader.ts'
import { addTools } from './tools.ts'
import { ignoreTold } from './unreadable.ts'

const MOST_BYTES = 512 * 1024 * 1024
/** Phones end a page that holds more. */
const MOST_BYTES_ON_PHONE = 192 * 1024 * 1024
/** Drawing grounds of the graphics card, each made at the start: one for each pane. */
const PANES = 2

// Begun as soon as this file is there, while React still builds the page around it.
const ready = start()
// Whoever opens the viewer is told; nobody may be there yet.
ready.catch(() => undefined)

/** The library, started once for as long as the tab lives; images come from the case that is open. */
export async function startLibrary(images: CaseImages): Promise<RenderingEngine> {
  const engine = await ready
  readImagesFrom(images)
  return engine
}

async function start(): Promise<RenderingEngine> {
  const phone = matchMedia('(pointer: coarse)').matches
  const configuration = { rendering: { webGlContextCount: PANES } }
  initCore(configuration as Parameters<typeof initCore>[0] & Types.Cornerstone3DConfig)
  cache.setMaxCacheSize(phone ? MOST_BYTES_ON_PHONE : MOST_BYTES)
  initTools()
  dicomImageLoader.init({
    // The newer way fails on deflated files and on frames in several fragments.
    useLegacyMetadataProvider: true,
    maxWebWorkers: Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1)),
  })
  addTools()
  ignoreTold()
  return new RenderingEngine('conferral')
}
