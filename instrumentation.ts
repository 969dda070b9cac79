/** Runs once when a server process starts; not while building, where no settings are needed. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { checkSettings } = await import('./lib/boot.ts')
  checkSettings()
}
