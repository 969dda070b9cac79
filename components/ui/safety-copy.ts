'use client'
// A copy of what was typed, on this device, until the server has it.

export type SafetyCopy = { at: number; entries: [string, string][] }

const prefix = 'conferral:unsaved:'

/** What the person can type: no files, no hidden fields, no passwords. */
export function typed(form: HTMLFormElement): [string, string][] {
  const hidden = new Set(
    [...form.elements]
      .filter((element) => element instanceof HTMLInputElement && ['hidden', 'password', 'file'].includes(element.type))
      .map((element) => (element as HTMLInputElement).name),
  )
  return [...new FormData(form)].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !hidden.has(entry[0]) && !entry[0].startsWith('$'),
  )
}

export function keepCopy(key: string, form: HTMLFormElement) {
  const copy: SafetyCopy = { at: Date.now(), entries: typed(form) }
  try {
    localStorage.setItem(prefix + key, JSON.stringify(copy))
  } catch {
    // Storage is full or forbidden: the server's copy is then the only one.
  }
}

export function dropCopy(key: string) {
  try {
    localStorage.removeItem(prefix + key)
  } catch {}
}

/** The copy of an earlier visit, unless the form already says the same. */
export function foundCopy(key: string, form: HTMLFormElement): SafetyCopy | null {
  try {
    const copy = JSON.parse(localStorage.getItem(prefix + key) ?? 'null') as SafetyCopy | null
    if (!copy || !Array.isArray(copy.entries)) return null
    return JSON.stringify(copy.entries) === JSON.stringify(typed(form)) ? null : copy
  } catch {
    return null
  }
}

/** Writes the copy into the form's fields, as if it had been typed. */
export function putBack(copy: SafetyCopy, form: HTMLFormElement) {
  const values = Map.groupBy(copy.entries, ([name]) => name)
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)) {
      element.checked = (values.get(element.name) ?? []).some(([, value]) => value === element.value)
      continue
    }
    const next = isText(element) ? values.get(element.name)?.shift()?.[1] : undefined
    if (next !== undefined && isText(element)) element.value = next
  }
  form.dispatchEvent(new Event('input', { bubbles: true }))
}

function isText(element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (element instanceof HTMLInputElement)
    return !['hidden', 'password', 'file', 'submit', 'button'].includes(element.type)
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
}
