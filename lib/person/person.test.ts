import { describe, expect, it } from 'vitest'
import { type Block, blockWords } from './blocks.ts'
import { personPage } from './page.ts'

describe('what stands in the way of being forgotten', () => {
  it.each<[Block['kind'], RegExp]>([
    ['OPEN_CASE', /Case X is under way/],
    ['MONEY', /repayment for case X/],
    ['HOLD', /X must keep your case as it is for now \(legal hold: why\)/],
    ['LAST_ADMIN', /only admin of X/],
    ['OPERATOR', /hand that over first/],
  ])('%s', (kind, words) => {
    expect(blockWords({ kind, what: 'X', reason: 'why' })).toMatch(words)
  })
})

describe('the first page of what a person takes along', () => {
  it('names every file, and nothing in it can act', () => {
    const page = personPage({
      ...{ name: '<script>x</script>', email: 'a&b@c.test', from: 'https://x.test', at: new Date(0), absent: 2 },
      files: [{ path: 'cases/CF-1/files/<b>.txt', what: '"quoted"' }],
    })
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain('<script>')
    expect(page).toContain('2 files could not be read')
    expect(page).toContain('&quot;quoted&quot;')
  })
})
