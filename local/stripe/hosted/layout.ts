import type { Reply } from '../http.ts'
import { html, type Html } from './html.ts'

interface Page {
  body: Html
  status?: number
  /** Addresses a form on this page may lead on to; a browser holds redirects after a form against the policy. */
  targets?: (string | null)[]
  title: string
}

function policy(targets: (string | null)[]): string {
  const origins = new Set(targets.map((target) => (target === null ? null : URL.parse(target)?.origin)))
  const formAction = ["'self'", ...[...origins].filter(Boolean)].join(' ')
  return `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`
}

/** A whole page: banner, one landmark, no script at all. */
export function pageReply({ body, status = 200, targets = [], title }: Page): Reply {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Stand-in for Stripe</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/page.css" />
      </head>
      <body>
        <header class="banner">
          <p><strong>Stand-in for Stripe: no money moves</strong></p>
        </header>
        <main>${body}</main>
      </body>
    </html>`
  return {
    status,
    body: document.markup,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(targets),
      'referrer-policy': 'no-referrer',
    },
  }
}

/** Sends the browser on with a GET, so that "reload" and "back" repeat nothing. */
export function redirect(location: string, targets: (string | null)[] = []): Reply {
  return { status: 303, body: '', headers: { location, 'content-security-policy': policy([location, ...targets]) } }
}

/** A page that only says something, with one way on if there is one. */
export function messagePage(
  status: number,
  title: string,
  text: string,
  onward?: { href: string; label: string },
): Reply {
  const link = onward ? html`<a class="button" href="${onward.href}">${onward.label}</a>` : null
  return pageReply({
    status,
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      ${link}`,
  })
}
