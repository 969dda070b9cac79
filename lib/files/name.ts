// C0, C1, line and paragraph separators: they break lines and headers.
const CONTROL = /[\p{Cc}\u2028\u2029]/gu
// Bidi controls can make "gpj.exe" read as "exe.jpg". The joiners U+200C and U+200D stay: Persian and emoji need them.
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cuts to at most `max` UTF-16 units, never inside a visible character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  let out = ''
  for (const { segment } of segmenter.segment(text.slice(0, max + 64))) {
    if (out.length + segment.length > max - 1) break
    out += segment
  }
  return `${out}…`
}

/** Text that a person typed, for one line on screen: composed (NFC), no control or direction characters, one space between words. */
export function oneLine(text: string, max = 200): string {
  const clean = text
    .slice(0, 10_000)
    .normalize('NFC')
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\ufffd')
  return cut(clean.replaceAll(/\s+/g, ' ').trim(), max)
}

/**
 * A file's name as shown and as offered on download: no path, no control or direction characters, at most 180 units with
 * the ending kept. Never a key and never a path on our side.
 */
export function safeFileName(name: string, max = 180): string {
  const base = name.slice(-4_000).split(/[/\\]/).at(-1) ?? ''
  const clean = oneLine(base, 4_000)
    .replaceAll(/[<>:"|?*]/g, '_')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(clean)) return 'file'
  if (clean.length <= max) return clean
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? ''
  return cut(clean.slice(0, clean.length - ending.length), max - ending.length) + ending
}
