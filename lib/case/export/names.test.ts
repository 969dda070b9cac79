import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hrefOf, ZipPaths } from './names.ts'

describe('paths within the zip', () => {
  it.each([
    [['Records', 'Laboratory'], 'bloods.pdf', 'Records/Laboratory/bloods.pdf'],
    [['Records', '../../etc'], '../../passwd', 'Records/etc/passwd'],
    [['Records', 'CD\\S1'], 'C:\\x\\IM1', 'Records/CD/S1/IM1'],
    [['Records', 'con'], 'NUL.txt', 'Records/_con/_NUL.txt'],
    [['Records'], '\u202egpj.exe', 'Records/gpj.exe'],
    [['Records'], 'תוצאות 🐈.pdf', 'Records/תוצאות 🐈.pdf'],
    [['Records'], '...', 'Records/file'],
    [['Records'], 'a<b>:"|?*.pdf', 'Records/a_b______.pdf'],
  ])('of %j and %j is %s', (folders, name, path) => {
    expect(new ZipPaths().take(folders, name)).toBe(path)
  })

  it('are each given once, whatever the case of letters or the way an accent is written', () => {
    const paths = new ZipPaths()
    expect(['a.pdf', 'A.PDF', 'a.pdf', 'é', 'e\u0301'].map((name) => paths.take(['R'], name))).toEqual([
      'R/a.pdf',
      'R/A (2).PDF',
      'R/a (3).pdf',
      'R/é',
      'R/é (2)',
    ])
  })

  it('stay inside, and never clash, for any names whatever', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(fc.string(), { maxLength: 8 }), fc.string())), (files) => {
        const paths = new ZipPaths()
        const all = files.map(([folders, name]) => paths.take(['Records', ...folders], name))
        expect(new Set(all.map((path) => path.toLowerCase())).size).toBe(all.length)
        for (const path of all) {
          expect(path.startsWith('Records/')).toBe(true)
          for (const one of path.split('/')) expect(one).toMatch(/^(?!\.{1,2}$).+$/su)
          expect(path).not.toMatch(/[\\\u0000-\u001f]/)
        }
      }),
    )
  })

  it('are links that lead there', () => {
    expect(hrefOf('Records/50% done? #1.pdf')).toBe('Records/50%25%20done%3F%20%231.pdf')
  })
})
