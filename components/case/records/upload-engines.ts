import { UploadEngine } from './upload-engine.ts'
import { UploadMemory } from './upload-memory.ts'
import { browserWire } from './upload-wire.ts'

// One engine for each case, as long as the tab lives: an upload goes on while the person reads another page of the product.

const engines = new Map<string, UploadEngine>()

export function engineFor(caseId: string): UploadEngine {
  const known = engines.get(caseId)
  if (known) return known
  const engine = new UploadEngine(browserWire, `/api/cases/${caseId}/records`, new UploadMemory(localStore(), caseId))
  // Rendered on the server it is a stand-in that nobody keeps.
  if (typeof window === 'undefined') return engine
  engines.set(caseId, engine)
  warnBeforeLeaving(engine)
  return engine
}

function localStore(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage
  } catch {
    return null
  }
}

/** The browser asks before the tab is closed while bytes are under way. */
function warnBeforeLeaving(engine: UploadEngine): void {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  engine.subscribe(() => {
    if (engine.snapshot().active) window.addEventListener('beforeunload', warn)
    else window.removeEventListener('beforeunload', warn)
  })
}
