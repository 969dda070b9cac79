const TYPED = ':is(textarea, input:is([type=text], [type=email], [type=number], :not([type])))'

/**
 * Does a form of this page hold words that were typed and not sent, and that nothing else keeps? Whatever keeps a copy of
 * its own on this device says so by `data-keeps-copy`; a search is typed again in a moment.
 */
export const holdsUnsentWords = (): boolean =>
  [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED)].some(
    ({ form, value, defaultValue }) =>
      form !== null && !form.matches('[role=search], :has([data-keeps-copy])') && value.trim() !== defaultValue.trim(),
  )
