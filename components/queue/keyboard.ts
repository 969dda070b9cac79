// What keys and presses do on the queue's page, over the links that the server rendered. Browser only.

/** A preview is fetched once the keys rest, not for every row that j and k pass. */
const REST_MS = 140
const ROW = '#queue tbody tr'

type Router = { push(href: string): void; replace(href: string, options: { scroll: boolean }): void }

/** Listens until the returned function is called. */
export function listen(router: Router): () => void {
  const moves = mover(router)
  const press = (event: KeyboardEvent) => {
    if (isBusy(event)) return
    const step = STEPS[event.key]
    const done = step ? moves.show(rowBeside(step), REST_MS) : event.key === '?' ? openHelp() : moves.act(event)
    if (done) event.preventDefault()
  }
  const click = (event: MouseEvent) => {
    const row = isPlain(event) && event.target instanceof Element && event.target.closest<HTMLElement>(ROW)
    if (row && moves.show(row, 0)) event.preventDefault()
  }
  document.addEventListener('keydown', press)
  document.addEventListener('click', click)
  return () => {
    moves.end()
    document.removeEventListener('keydown', press)
    document.removeEventListener('click', click)
  }
}

const STEPS: Record<string, number | undefined> = { j: 1, k: -1 }

function mover(router: Router) {
  let rest: ReturnType<typeof setTimeout> | undefined
  return {
    end: () => clearTimeout(rest),
    /** Moves to a row at once, and its case beside the list after a moment. */
    show(row: HTMLElement | undefined, wait: number): boolean {
      const link = row?.querySelector('a')
      if (!row || !link) return false
      link.focus({ preventScroll: true })
      row.scrollIntoView({ block: 'nearest' })
      clearTimeout(rest)
      rest = setTimeout(() => router.replace(addressOf(link), { scroll: isNarrow() }), wait)
      return true
    },
    /** Follows the link of this key beside the list; the row may be ahead of what stands there, and the key means the row. */
    act(event: KeyboardEvent): boolean {
      if (event.key === 'Enter' && !isOnRow(event.target)) return false
      const wanted = caseOf(currentRow())
      const shown = document.querySelector<HTMLElement>('.queue-preview')
      const link = shown?.querySelector<HTMLAnchorElement>(`[data-key="${CSS.escape(event.key)}"]`)
      if (!wanted || !shown?.dataset.case || !link) return false
      clearTimeout(rest)
      router.push(addressOf(link).replace(shown.dataset.case, wanted))
      return true
    },
  }
}

const addressOf = ({ pathname, search, hash }: HTMLAnchorElement) => pathname + search + hash
const caseOf = (row: HTMLElement | undefined) => new URLSearchParams(row?.querySelector('a')?.search).get('case')
const isNarrow = () => matchMedia('(max-width: 71.9rem)').matches
const rows = () => [...document.querySelectorAll<HTMLElement>(ROW)]

/** The row that has the focus, else the one that is shown beside the list. */
const currentRow = (): HTMLElement | undefined =>
  document.activeElement?.closest<HTMLElement>(ROW) ?? rows().find((row) => row.dataset.selected !== undefined)

function rowBeside(step: number): HTMLElement | undefined {
  const all = rows()
  const current = currentRow()
  return current ? all[all.indexOf(current) + step] : all.at(step > 0 ? 0 : -1)
}

/** Keys with a modifier, typed text, and what lies above the page are not ours. */
function isBusy({ metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean {
  if (metaKey || ctrlKey || altKey || document.querySelector('dialog[open], :popover-open')) return true
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

/** A press that opens a tab, or ends a selection of text, is left alone. */
function isPlain({ button, metaKey, ctrlKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && (document.getSelection()?.isCollapsed ?? true)
}

/** Enter on a button or another link is theirs. */
const isOnRow = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof Element && target.closest(ROW) !== null)

function openHelp(): boolean {
  document.querySelector<HTMLButtonElement>('.queue-help')?.click()
  return true
}
