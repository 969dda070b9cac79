import { describe, expect, it } from 'vitest'
import { mailtoOf, tellings } from './telling.ts'

const names = { vet: 'Dr Mazur', patient: 'Miso', owner: 'Ana Ruiz', hospital: 'Northgate' }

describe('words for telling one’s vet', () => {
  it.each([true, false])('are kind, keep the vet as the vet, and fit the moment (sent: %s)', (sent) => {
    const all = tellings({ ...names, sent })
    expect(all.map(({ id }) => id)).toEqual(['mail', 'talk', 'hard'])
    const [mail] = all
    expect(mail!.text).toMatch(/^Dear Dr Mazur,[^]*You stay Miso’s vet[^]*Ana Ruiz$/)
    expect(mail!.text.includes('You should have a mail')).toBe(sent)
    for (const { text } of all) expect(text).not.toMatch(/wrong|mistake|complain|better vet|must/i)
  })

  it('begin with a gap where the vet is not named yet', () => {
    expect(tellings({ ...names, vet: '', sent: false })[0]!.text).toMatch(/^Dear Dr …,/)
  })

  it('open in a mail program with their lines, whatever stands in them', () => {
    const url = new URL(mailtoOf('mazur@riverside.test', 'Miso & you', 'One?\nTwo #3'))
    expect(decodeURIComponent(url.pathname)).toBe('mazur@riverside.test')
    expect(new URLSearchParams(url.search).get('subject')).toBe('Miso & you')
    expect(new URLSearchParams(url.search).get('body')).toBe('One?\r\nTwo #3')
  })
})
