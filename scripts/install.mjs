// Plain JavaScript for Node >= 20.19: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)

/**
 * Installs the locked packages if node_modules does not hold exactly those; needs no network when it does.
 * @returns {boolean} whether something was installed. Throws in plain words when npm fails.
 */
export function installIfStale() {
  requireNode()
  if (!isStale()) return false
  console.log('Installing the packages that package-lock.json names (a minute on the first run) ...')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const { status, error } = spawnSync(npm[0], [...npm.slice(1), ...args], { cwd: root, stdio: 'inherit' })
  if (error) throw new Error(`npm could not be started: ${error.message}`)
  if (status !== 0) throw new Error('npm ci failed; its words stand above. Is the package registry reachable?')
  return true
}

/** Whether node_modules differs from package-lock.json. Optional packages may be absent: they are for other platforms. */
export function isStale() {
  const wanted = lockedPackages('package-lock.json')
  const present = lockedPackages('node_modules/.package-lock.json') // npm writes it last, so a broken install has none
  if (!present) return true
  const differs = ([name, { version }]) => wanted[name]?.version !== version
  const absent = ([name, { optional }]) => !optional && !present[name]
  return Object.entries(present).some(differs) || Object.entries(wanted).some(absent)
}

function lockedPackages(file) {
  try {
    const { packages } = JSON.parse(readFileSync(path.join(root, file), 'utf8'))
    delete packages['']
    return packages
  } catch {
    return undefined
  }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Node 20.19 or newer is needed to start; this is ${process.version}.`)
}
