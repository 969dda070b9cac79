import { describe, expect, it } from 'vitest'
import { childrenNamed, childText, document, leaf, parseXml } from './xml.ts'

describe('parseXml', () => {
  it('reads elements, entities and white space as they are', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<Delete xmlns="http://x/"><Object><Key> a &amp; b&#x2F;&#228;.txt </Key></Object><Quiet/></Delete>',
    )
    expect(root.name).toBe('Delete')
    expect(childrenNamed(root, 'Object').map((o) => childText(o, 'Key'))).toEqual([' a & b/ä.txt '])
    expect(childText(root, 'Quiet')).toBe('')
    expect(childText(root, 'Missing')).toBeUndefined()
  })

  it.each([
    '',
    'text only',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a>&nope;</a>',
    '<a>&#99999999;</a>',
    '<a><!-- comment --></a>',
    '<a><![CDATA[x]]></a>',
    '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    '<a>'.repeat(50) + '</a>'.repeat(50),
  ])('refuses %j', (source) => {
    expect(() => parseXml(source)).toThrow(expect.objectContaining({ code: 'MalformedXML' }))
  })

  it('reads back what it writes', () => {
    const text = `<&>"' \r\n tab\t ü 🐈`
    expect(childText(parseXml(document('Root', leaf('Value', text))), 'Value')).toBe(text)
  })
})
