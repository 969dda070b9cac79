import { expect, it } from 'vitest'
import { SITUATIONS } from '#lib/case/wishes.ts'
import { DOES_NOT_HELP, HELPS, HELPS_VETS, SOURCES } from './when-it-helps.ts'

const all = [...HELPS, ...HELPS_VETS, ...DOES_NOT_HELP]

it.each(all)('$id is told in two sentences and names its sources', ({ words, sources }) => {
  expect(words.match(/[.?!](?=\s|$|”)/g)?.length).toBeGreaterThanOrEqual(2)
  expect(words.match(/\. /g)?.length ?? 0).toBeLessThanOrEqual(1)
  expect(sources.length).toBeGreaterThan(0)
  for (const source of sources) expect(SOURCES.map(({ id }) => id)).toContain(source)
})

it('tells of each situation that a request can name', () => {
  expect(HELPS.map(({ id }) => id)).toEqual(SITUATIONS.map(({ id }) => id))
})

it('names no source that nothing rests on, and each situation once', () => {
  const used = new Set(all.flatMap(({ sources }) => sources))
  expect(SOURCES.filter(({ id }) => !used.has(id))).toEqual([])
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})
