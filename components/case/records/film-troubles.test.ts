import { describe, expect, test } from 'vitest'
import { FilmTroubles } from './film-troubles.ts'

const stumble = { at: 7, lost: false, linkStands: true }

describe('what is done about the errors of a film', () => {
  test('one that cannot be played at all is tried at its place, from the start, and then given up', () => {
    const troubles = new FilmTroubles()
    expect([1, 2, 3].map(() => troubles.erred(stumble))).toEqual(['again', 'anew', 'never'])
  })

  test('one of which something was drawn is never given up, however often its damaged place is sought', () => {
    const troubles = new FilmTroubles()
    const remedies = Array.from({ length: 5 }, () => {
      const remedy = troubles.erred(stumble)
      if (remedy === 'anew') troubles.drew()
      return remedy
    })
    expect(remedies).toEqual(['again', 'anew', 'anew', 'anew', 'anew'])
  })

  test('a place of trouble that is left behind is forgotten; one that is only reached again is not', () => {
    const troubles = new FilmTroubles()
    troubles.erred(stumble)
    troubles.reached(8)
    expect(troubles.erred(stumble)).toBe('anew')
    troubles.reached(9.5)
    expect(troubles.erred(stumble)).toBe('again')
  })

  test('lost connections go on at the same place until there are too many in a row', () => {
    const troubles = new FilmTroubles()
    const lose = () => troubles.erred({ ...stumble, lost: true })
    expect([1, 2, 3, 4, 5].map(lose)).toEqual(Array(5).fill('again'))
    troubles.came()
    expect([1, 2, 3, 4, 5].map(lose)).toEqual(Array(5).fill('again'))
    expect([1, 2, 3].map(lose)).toEqual(['again', 'anew', 'never'])
  })

  test('a link that has ended is renewed and counts for nothing', () => {
    const troubles = new FilmTroubles()
    expect([1, 2, 3, 4].map(() => troubles.erred({ ...stumble, linkStands: false }))).toEqual(Array(4).fill('again'))
    expect(troubles.erred(stumble)).toBe('again')
  })
})
