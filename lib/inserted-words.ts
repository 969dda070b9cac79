// Words put beside those that somebody has typed. Pure; for the browser and for the server, when a form comes back.

/** The words as a paragraph of their own, at this place, with nothing of what was typed lost; and where they end. */
export function insertedWords(typed: string, words: string, at = typed.length): { text: string; end: number } {
  const before = [typed.slice(0, at).trimEnd(), words].filter(Boolean).join('\n\n')
  return { text: [before, typed.slice(at).trimStart()].filter(Boolean).join('\n\n'), end: before.length }
}
