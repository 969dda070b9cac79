import { html } from './html.ts'
import type { Html } from './html.ts'
import type { MailMessage } from './store.ts'

/** The one style sheet, served as /style.css so that the pages need no inline style. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf7; --card: #fff; --ink: #1c2421; --soft: #56615c; --line: #dcdfd8; --brand: #1d5c4a; --warn: #7a4a00; --warn-ground: #fdf3dc }
@media (prefers-color-scheme: dark) { :root { --ground: #141917; --card: #1c2320; --ink: #e8ece9; --soft: #a5b0ab; --line: #343d39; --brand: #7fc9b1; --warn: #f2c879; --warn-ground: #33290f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline }
header a { color: inherit; font-weight: 650; text-decoration: none }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; overflow-wrap: anywhere }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem }
a { color: var(--brand) }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
.soft { color: var(--soft) }
.note { background: var(--warn-ground); color: var(--warn); padding: .5rem .75rem; border-radius: .5rem }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 0 0 1rem }
label { display: grid; gap: .25rem; font-size: .875rem; flex: 1 1 14rem }
input, button { font: inherit; min-height: 2.75rem; padding: 0 .75rem; border: 1px solid var(--soft); border-radius: .5rem; background: var(--card); color: var(--ink) }
button { cursor: pointer }
ol.mails { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
ol.mails li { padding: .75rem 1rem; border-top: 1px solid var(--line) }
ol.mails li:first-child { border-top: 0 }
ol.mails a { font-weight: 600; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 65vh; border: 1px solid var(--line); border-radius: .75rem; background: #fff }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; font: .9375rem/1.5 ui-monospace, monospace }
ul { padding-left: 1.25rem } li { overflow-wrap: anywhere }
`

function page(title: string, outage: boolean, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <a href="/">Mail on this machine</a>
          <span class="soft">Nothing here was really sent.</span>
        </header>
        <main>
          ${outage && html`<p class="note" role="status">Mail is switched off: every sender is told to come back later.</p>`}
          ${body}
        </main>
      </body>
    </html>`.markup
}

/** The list of mails; `search` is what the visitor looked for. */
export function listPage(messages: MailMessage[], search: string, outage: boolean): string {
  const title = search ? `Mail with “${search}”` : 'All mail'
  const empty = search
    ? html`<p>No mail has “${search}” in its addresses or subject. <a href="/">See all mail</a>.</p>`
    : html`<p>No mail yet. What the service sends, such as sign-in links, arrives here within a second or two.</p>`
  return page(
    title,
    outage,
    html`<h1>${title} <span class="soft">(${messages.length})</span></h1>
      <form method="get" action="/" role="search">
        <label>Address or subject <input type="search" name="q" value="${search}" autocomplete="off" /></label>
        <button type="submit">Search</button>
      </form>
      ${
        messages.length === 0
          ? empty
          : html`<ol class="mails">
              ${messages.map(entry)}
            </ol>`
      }
      ${
        messages.length > 0 &&
        html`<h2>Tidy up</h2>
          <form method="post" action="/clear"><button type="submit">Delete all mail</button></form>`
      }`,
  )
}

function entry({ id, at, to, subject, text, attachments }: MailMessage): Html {
  const files = attachments.length === 1 ? '1 file' : `${attachments.length} files`
  return html`<li>
    <a href="/messages/${id}">${subject || '(no subject)'}</a>
    <div>To ${to.join(', ')} <span class="soft">· ${time(at)}${attachments.length > 0 && ` · ${files}`}</span></div>
    <div class="soft">${text.replaceAll(/\s+/g, ' ').trim().slice(0, 140)}</div>
  </li>`
}

/** One mail: who, the links, the mail as it looks, its text, its files, its headers. */
export function messagePage(message: MailMessage, outage: boolean): string {
  const { id, at, from, to, subject, text, links, attachments, headers } = message
  return page(
    subject || '(no subject)',
    outage,
    html`<h1>${subject || '(no subject)'}</h1>
      <dl>
        <dt>From</dt>
        <dd>${from}</dd>
        <dt>To</dt>
        <dd>${to.join(', ')}</dd>
        <dt>Arrived</dt>
        <dd>${time(at)}</dd>
      </dl>
      ${
        links.length > 0 &&
        html`<h2>Links</h2>
          <ul>
            ${links.map(link)}
          </ul>`
      }
      ${
        attachments.length > 0 &&
        html`<h2>Files</h2>
          <ul>
            ${attachments.map((file, index) => html`<li><a href="/messages/${id}/files/${index}">${file.name}</a> <span class="soft">${file.type}, ${size(file.size)}</span></li>`)}
          </ul>`
      }
      ${
        message.html !== null &&
        html`<h2>As it looks</h2>
          <iframe
            title="The mail as it looks"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            src="/messages/${id}/html"
          ></iframe>`
      }
      <h2>Text</h2>
      <pre tabindex="0" aria-label="Text of the mail">${text || '(no text part)'}</pre>
      <details>
        <summary>Headers</summary>
        <dl>
          ${Object.entries(headers).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </details>`,
  )
}

/** For an address that leads nowhere, such as a mail that made room for newer ones. */
export function missingPage(): string {
  return page(
    'Not here',
    false,
    html`<h1>Not here</h1>
      <p>This mail does not exist, or made room for newer ones. <a href="/">See all mail</a>.</p>`,
  )
}

function link(address: string): Html {
  return html`<li><a href="${address}" rel="noreferrer">${address}</a></li>`
}

function time(at: string): Html {
  return html`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 19)} UTC</time>`
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}` : `${Math.round(bytes / 100) / 10} kB`
}
