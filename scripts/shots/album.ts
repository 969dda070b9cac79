import type { Visit } from '../../e2e/pages/visits.ts'

export const SCHEMES = ['light', 'dark'] as const
const WIDTHS = [390, 1280] as const

export const shotName = (visit: string, width: number, scheme: string): string => `${visit}.${width}.${scheme}.png`

/** One page to flip through the pictures: n and p to the next and the one before, w for the width, d for dark. */
export function album(visits: Visit[]): string {
  const links = visits.map(({ name }) => `<li><a href="#${name}">${name}</a></li>`).join('\n')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Conferral: every page</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
  body { margin: 0; display: grid; grid-template-columns: 18rem 1fr; height: 100vh }
  nav, main { overflow: auto; padding: 1rem }
  nav { border-right: 1px solid gray }
  ul { list-style: none; padding: 0 }
  a[aria-current] { font-weight: bold }
  img { border: 1px solid gray; max-width: 100% }
</style>
<nav>
  <p><kbd>n</kbd> next, <kbd>p</kbd> before<br><kbd>w</kbd> width, <kbd>d</kbd> dark</p>
  <ul>
${links}
  </ul>
</nav>
<main><p id="what"></p><img id="shot" alt=""></main>
<script>
  const links = [...document.querySelectorAll('nav a')]
  const widths = ${JSON.stringify(WIDTHS)}, schemes = ${JSON.stringify(SCHEMES)}
  let at = 0, width = 1, scheme = 0
  function show() {
    const name = links[at].textContent
    const what = [name, widths[width], schemes[scheme]]
    document.getElementById('shot').src = what.join('.') + '.png'
    document.getElementById('what').textContent = what.join(', ')
    links.forEach((link, i) => (i === at ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')))
    links[at].scrollIntoView({ block: 'nearest' })
  }
  function find() {
    at = Math.max(0, links.findIndex((link) => link.hash === location.hash))
    show()
  }
  addEventListener('hashchange', find)
  addEventListener('keydown', ({ key }) => {
    if (key === 'n' || key === 'p') at = (at + (key === 'n' ? 1 : links.length - 1)) % links.length
    if (key === 'w') width = 1 - width
    if (key === 'd') scheme = 1 - scheme
    if ('npwd'.includes(key)) show()
  })
  find()
</script>
`
}
