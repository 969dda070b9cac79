import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { withDiagram } from './diagram.ts'

it('is what the README shows: run `npm run diagram` after changing the table', async () => {
  const readme = await readFile(path.join(import.meta.dirname, '../lib/case/README.md'), 'utf8')
  expect(withDiagram(readme)).toBe(readme)
})
