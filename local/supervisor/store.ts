import type { BuildContext } from './build.ts'
import { runTask } from './service.ts'

/**
 * Makes the bucket, and lets the browsers of where the product is found today send to it: the data outlives a port, and what
 * the bucket was told on an earlier start names that day's.
 */
export async function prepareStore({ root, env, host, signal }: BuildContext): Promise<void> {
  const args = ['--conditions=react-server', 'scripts/prepare-storage.ts']
  await runTask({ name: 'store', command: process.execPath, args, env, cwd: root }, host, signal)
}
