/** An image that cannot be drawn, whatever the library threw: strings, events and errors within errors among it. */
export class Unreadable extends Error {
  constructor(cause: unknown) {
    super('unreadable', { cause })
  }
}

/**
 * The library leaves one promise of each failed image to nobody. That failure has been told to whoever asked for the image,
 * and is no defect of the page.
 */
export function ignoreTold(): void {
  window.addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof Unreadable) event.preventDefault()
  })
}
