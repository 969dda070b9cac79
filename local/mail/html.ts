// The smallest safe way to write pages: everything put into a template is escaped, unless it is a template itself.

/** Markup whose parts have been escaped. */
export type Html = { readonly markup: string }

type Part = Html | readonly Html[] | string | number | false | null | undefined

/** Tagged template: html`<p>${text}</p>` escapes text and joins lists of templates. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { markup: strings.reduce((all, string, index) => all + written(parts[index - 1]) + string) }
}

function written(part: Part): string {
  if (part === false || part === null || part === undefined) return ''
  if (typeof part !== 'object') return escape(String(part))
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('')
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}

/** Turns the entities that occur in mailed addresses back into characters: `?a=1&amp;b=2`. */
export function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (entity, hex, decimal, name) => {
    if (name) return named[String(name).toLowerCase()] ?? entity
    const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}
