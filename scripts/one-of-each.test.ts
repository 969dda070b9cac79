import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { oneOfEach } from './one-of-each.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'conferral-chunks-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, words: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), `${words}\n//# sourceMappingURL=${path.basename(name)}.map`)
}
const isLink = (name: string) => lstatSync(path.join(folder, name)).isSymbolicLink()

test('what differs in its name only is there once, and is loaded once', () => {
  write('a.js', 'module.exports = {}')
  write('b.js', 'module.exports = {}')
  write('c.js', 'module.exports = []')
  expect(oneOfEach(folder)).toEqual({ links: 1, bytes: 19 })
  expect(['a.js', 'b.js', 'c.js'].map(isLink)).toEqual([false, true, false])
  const load = createRequire(path.join(folder, 'main.js'))
  expect(load('./b.js')).toBe(load('./a.js'))
})

test('a script of another folder stands where it stood, and what is no script stays', () => {
  for (const name of ['a.js', 'ssr/a.js', 'a.js.map', 'b.js.map']) write(name, 'module.exports = {}')
  expect(oneOfEach(folder)).toEqual({ links: 0, bytes: 0 })
})

test('a second time there is nothing to do', () => {
  for (const name of ['a.js', 'b.js']) write(name, 'module.exports = 1')
  oneOfEach(folder)
  expect(oneOfEach(folder)).toEqual({ links: 0, bytes: 0 })
  expect(readFileSync(path.join(folder, 'b.js'), 'utf8')).toContain('module.exports = 1')
})
