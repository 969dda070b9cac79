/** A piece of markup that is safe as it stands. Only `markup` and `joined` make one. */
export class Html {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as text in markup and in attribute values. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
}

/** A template tag: every value is escaped, unless it is itself `Html`. */
export function markup(strings: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  const source = strings.map((part, index) => {
    const value = values[index]
    if (value === undefined) return part
    return part + (value instanceof Html ? value.source : escapeHtml(String(value)))
  })
  return new Html(source.join(''))
}

/** Pieces of markup one after another. */
export function joined(pieces: readonly Html[], between = ''): Html {
  return new Html(pieces.map((piece) => piece.source).join(between))
}
