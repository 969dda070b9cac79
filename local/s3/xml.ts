import { S3Error } from './errors.ts'

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const escape = (text: string) => text.replaceAll(/[<>&"'\x00-\x1f]/g, (c) => `&#${c.charCodeAt(0)};`)

/** `<name>value</name>` with the value escaped; nothing at all for undefined. */
export const leaf = (name: string, value: string | number | boolean | undefined) =>
  value === undefined ? '' : `<${name}>${escape(String(value))}</${name}>`

/** `<name>…</name>` around XML that is already built. */
export const branch = (name: string, ...children: string[]) => `<${name}>${children.join('')}</${name}>`

/** A whole answer: XML declaration and a root element in S3's namespace. */
export const document = (root: string, ...children: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${children.join('')}</${root}>`

/** The error body; S3 sends it without a namespace. */
export const errorDocument = (code: string, message: string, resource: string, requestId: string) =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  branch(
    'Error',
    leaf('Code', code),
    leaf('Message', message),
    leaf('Resource', resource),
    leaf('RequestId', requestId),
  )

export type XmlElement = { name: string; children: XmlElement[]; text: string }

function unescape(text: string): string {
  return text.replaceAll(/&([^;\s&]{1,10});/g, (whole, body: string) => {
    const named = NAMED[body]
    if (named) return named
    const code = /^#x[0-9a-f]+$/i.test(body)
      ? Number.parseInt(body.slice(2), 16)
      : /^#\d+$/.test(body)
        ? +body.slice(1)
        : NaN
    if (!(code <= 0x10ffff)) throw new S3Error('MalformedXML', `Unknown entity ${whole}`)
    return String.fromCodePoint(code)
  })
}

/**
 * Reads the plain XML of S3 requests: elements and text. Comments, CDATA, doctypes and entities of one's own are
 * refused, since no client sends them and they are where XML parsers get hurt. Throws MalformedXML.
 */
export function parseXml(source: string): XmlElement {
  const top: XmlElement = { name: '', children: [], text: '' }
  const open = [top]
  const token = /<(\/?)([A-Za-z][\w.:-]*)(?:\s[^<>]*?)?(\/?)>|<\?xml[^<>]*\?>|([^<]+)/gy
  while (token.lastIndex < source.length) {
    const match = token.exec(source)
    const parent = open.at(-1)
    if (!match || !parent || open.length > 20) throw new S3Error('MalformedXML')
    const [, closing, name, empty, text] = match
    if (text !== undefined) parent.text += unescape(text)
    else if (name && closing) {
      if (open.length < 2 || parent.name !== name) throw new S3Error('MalformedXML')
      open.pop()
    } else if (name) {
      const element: XmlElement = { name, children: [], text: '' }
      parent.children.push(element)
      if (!empty) open.push(element)
    }
  }
  const [root] = top.children
  if (open.length !== 1 || top.children.length !== 1 || !root) throw new S3Error('MalformedXML')
  return root
}

export const childrenNamed = (element: XmlElement, name: string) => element.children.filter((c) => c.name === name)

/** Text of the first child of that name. */
export const childText = (element: XmlElement, name: string) => childrenNamed(element, name)[0]?.text
