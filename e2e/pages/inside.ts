// Runs within the page that is looked at: each function stands alone, with nothing from outside it.

export type PageFacts = {
  headings: string[]
  title: string
  lang: string
  /** How wide the page is, and how wide it may be. */
  width: number
  screen: number
  /** What reaches beyond the screen. */
  wide: string[]
  text: string
}

export function readPage(): PageFacts {
  const root = document.documentElement
  const screen = root.clientWidth
  const width = Math.max(root.scrollWidth, Math.round(window.innerWidth))
  const wide =
    width > screen
      ? [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > screen + 1)
      : []
  return {
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent),
    title: document.title,
    lang: root.lang,
    width,
    screen,
    wide: wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
    text: document.body.innerText,
  }
}

/**
 * Focuses one of each kind of control and compares it with itself without focus: its own look, or that of the label or
 * the neighbour that is drawn in its place. @returns those where nothing changes
 */
export function unseenFocus(): string[] {
  const controls = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]'),
  ].filter((element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.matches(':disabled'))
  const kinds = new Map(
    controls.map((element) => [
      `${element.tagName} ${element.getAttribute('type') ?? ''} ${element.className}`,
      element,
    ]),
  )
  const drawn = (element: HTMLElement) =>
    [element, element.parentElement, element.nextElementSibling, element.closest('label')]
      .map((part) => {
        if (!part) return ''
        const style = getComputedStyle(part)
        const outline = style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`
        return [outline, style.boxShadow, style.borderColor].join(' ')
      })
      .join('|')
  const unseen: string[] = []
  for (const element of kinds.values()) {
    element.blur()
    const before = drawn(element)
    element.focus({ preventScroll: true })
    if (document.activeElement === element && drawn(element) === before) unseen.push(element.outerHTML.slice(0, 120))
    element.blur()
  }
  return unseen
}

/** Resolves when no colour is halfway to another any more. */
export async function untilStill(): Promise<void> {
  const frame = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => resolve())
    })
  await frame()
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  await frame()
}
