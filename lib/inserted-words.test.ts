import fc from 'fast-check'
import { expect, it } from 'vitest'
import { insertedWords } from './inserted-words.ts'

it('stands as a paragraph at the cursor, or at the end', () => {
  expect(insertedWords('', 'Dear Ana,')).toEqual({ text: 'Dear Ana,', end: 9 })
  expect(insertedWords('Hello.\n', 'Bye.')).toEqual({ text: 'Hello.\n\nBye.', end: 12 })
  expect(insertedWords('One. Three.', 'Two.', 4)).toEqual({ text: 'One.\n\nTwo.\n\nThree.', end: 10 })
})

it('loses nothing that was typed', () => {
  const bare = (text: string) => text.replace(/\s/g, '')
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (typed, words, at) => {
      const { text, end } = insertedWords(typed, words, at)
      expect(bare(text)).toBe(bare(typed.slice(0, at)) + bare(words) + bare(typed.slice(at)))
      expect(text.slice(0, end).endsWith(words)).toBe(true)
    }),
  )
})
