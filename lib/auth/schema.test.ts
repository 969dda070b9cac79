import { describe, expect, it } from 'vitest'
import { parseInput } from '#lib/web/form.ts'
import { confirmation, linkRequest, profile } from './schema.ts'

const GOOD = { email: ' Ana@Example.com ', token: 't', name: 'Ana', timeZone: 'Europe/Madrid', next: '/home' }

describe('what a sign-in form sends', () => {
  it('may leave out everything but what is asked', () => {
    expect(parseInput(linkRequest, { email: 'ana@example.com' })).toEqual({ email: 'ana@example.com', next: null })
    expect(parseInput(confirmation, { email: 'ana@example.com', token: 't' })).toEqual({
      email: 'ana@example.com',
      token: 't',
      name: null,
      timeZone: 'UTC',
      next: null,
    })
    expect(parseInput(confirmation, GOOD)).toEqual({ ...GOOD, email: 'ana@example.com' })
  })

  it('is never trusted with where to go, nor with a time zone that does not exist', () => {
    const given = { ...GOOD, next: '//evil.example', timeZone: 'Mars/Olympus', token: 'x'.repeat(10_000) }
    expect(parseInput(confirmation, given)).toMatchObject({ next: null, timeZone: 'UTC', token: '' })
  })

  it.each([
    [{}, 'Please give your e-mail address'],
    [{ email: '' }, 'Please give your e-mail address'],
    [{ email: ['a@b.example', 'c@d.example'] }, 'Please give your e-mail address'],
    [{ email: 'x'.repeat(100_000) }, 'This address is too long'],
  ])('says in one sentence what is wrong', (given, message) => {
    expect(() => parseInput(linkRequest, given)).toThrow(
      expect.objectContaining({ code: 'INVALID', fieldErrors: { email: [message] } }),
    )
  })
})

describe('a profile', () => {
  it.each([
    ['Ána  Ruíz\t', 'Ána Ruíz'],
    ['山田 花子', '山田 花子'],
    ['محمد', 'محمد'],
    ['🐈', '🐈'],
    ['<b>Ana</b>', '<b>Ana</b>'],
    ['A\u202ena', 'Ana'],
  ])('keeps the name %j as %j', (given, name) => {
    expect(parseInput(profile, { name: given, timeZone: 'UTC' })).toEqual({ name, timeZone: 'UTC' })
  })

  it.each(['', '   ', '\u200b', 'a\u0000b', 'x'.repeat(100_000)])('does not take %j for a name', (name) => {
    expect(() => parseInput(profile, { name, timeZone: 'UTC' })).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })
})
