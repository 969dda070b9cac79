import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDisposition, safeDelivery } from './disposition.ts'

test.each([
  ['report.pdf', 'attachment; filename="report.pdf"'],
  ['a"b\\c.pdf', 'attachment; filename="c.pdf"'],
  ['100%; x.pdf', `attachment; filename="100__ x.pdf"; filename*=UTF-8''100%25%3B%20x.pdf`],
  ['Miso’s (2).pdf', `attachment; filename="Miso_s (2).pdf"; filename*=UTF-8''Miso%E2%80%99s%20%282%29.pdf`],
  ['../../etc/passwd', 'attachment; filename="passwd"'],
  ['', 'attachment; filename="file"'],
])('%j', (name, expected) => {
  expect(contentDisposition('attachment', name)).toBe(expected)
})

test('no name breaks the header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const value = contentDisposition('inline', name)
      expect(value).toMatch(/^inline; filename="[^"\\%;\r\n]+"(; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+)?$/)
      expect(value).toMatch(/^[\x20-\x7e]*$/)
    }),
  )
})

test.each([
  ['application/pdf', 'application/pdf', 'inline'],
  ['text/plain', 'text/plain; charset=utf-8', 'inline'],
  ['image/svg+xml', 'application/octet-stream', 'attachment'],
  ['TEXT/HTML; charset=x', 'application/octet-stream', 'attachment'],
  ['application/xhtml+xml', 'application/octet-stream', 'attachment'],
  ['application/dicom', 'application/dicom', 'attachment'],
  ['nonsense\r\nx: y', 'application/octet-stream', 'attachment'],
] as const)('%j is delivered as %s, %s', (given, contentType, disposition) => {
  expect(safeDelivery(given, 'inline')).toEqual({ contentType, disposition })
})
