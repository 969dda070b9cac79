import { expect, it } from 'vitest'
import { UploadMemory } from './upload-memory.ts'

function store(begin: Record<string, string> = {}) {
  const kept = new Map(Object.entries(begin))
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const file = { name: 'thorax.dcm', size: 20, lastModified: 5 }

it('knows a file by name, size and time, for its case only', () => {
  const disk = store()
  const memory = new UploadMemory(disk, 'a')
  memory.keep('r1', file)
  memory.keep('r2', { ...file, name: 'other.dcm' })
  expect(new UploadMemory(disk, 'a').find(file)?.recordId).toBe('r1')
  expect(memory.find({ ...file, size: 21 })).toBeUndefined()
  expect(memory.find({ ...file, lastModified: 6 })).toBeUndefined()
  expect(new UploadMemory(disk, 'b').all()).toEqual([])
  memory.forget('r1')
  expect(memory.all().map((one) => one.recordId)).toEqual(['r2'])
})

it('forgets what is a week old', () => {
  const memory = new UploadMemory(store(), 'a')
  memory.keep('r1', file, 0)
  expect(memory.all(1000)).toHaveLength(1)
  expect(memory.all(7 * 86_400_000)).toEqual([])
})

it.each(['', 'not json', '{}', '[1,null,"x",{"recordId":5}]'])('takes a damaged store (%s) as empty', (text) => {
  expect(new UploadMemory(store({ 'conferral.uploads.a': text }), 'a').all()).toEqual([])
})

it('works without a store, and with a full one', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full')
    },
    removeItem: () => {},
  }
  for (const disk of [null, full]) {
    const memory = new UploadMemory(disk, 'a')
    memory.keep('r1', file)
    expect(memory.all()).toEqual([])
  }
})
