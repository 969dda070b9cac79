/** The text of an uncompressed PDF of ours (read as latin1), through each font's own table of what its glyphs mean. */
export function textOf(pdf: string): string {
  const objects = new Map(
    [...pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  )
  const object = (id = '') => objects.get(id) ?? ''
  const tables = new Map<string, string[]>()
  for (const [, name = '', id] of pdf.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const cmap = object(/\/ToUnicode (\d+) 0 R/.exec(object(id))?.[1])
    const lists = [...cmap.matchAll(/\[([^\]]*)\]/g)].map(([, list = '']) => [...list.matchAll(/<([^>]*)>/g)])
    if (cmap)
      tables.set(
        name,
        lists.flat().map(([, codes = '']) => decode(codes)),
      )
  }
  let glyphs: string[] = []
  let text = ''
  for (const [, font, shown = ''] of pdf.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) glyphs = tables.get(font) ?? []
    else
      text += [...shown.matchAll(/<([0-9a-f]+)>/g)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((hex) => glyphs[Number.parseInt(hex, 16)] ?? '')
        .join('')
  }
  return text
}

const decode = (codes: string): string =>
  String.fromCharCode(...codes.split(' ').map((code) => Number.parseInt(code, 16)))
