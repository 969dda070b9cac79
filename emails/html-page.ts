import { Html, joined, markup } from './html.ts'
import type { Block, MailContent } from './layout.ts'

// The colours of app/globals.css by hand: mail programs know no custom properties.
const LIGHT = {
  paper: '#faf9f5',
  surface: '#ffffff',
  ink: '#1b2420',
  muted: '#58655e',
  line: '#e5e2d8',
  brand: '#1d5c4b',
}
const DARK = {
  paper: '#111613',
  surface: '#181f1b',
  ink: '#e7ece8',
  muted: '#a3b0a8',
  line: '#29322d',
  brand: '#7ccab0',
}
const FONT = `font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif`

const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.paper{background:${DARK.paper}!important}
.card{background:${DARK.surface}!important;border-color:${DARK.line}!important}
.ink{color:${DARK.ink}!important}.muted{color:${DARK.muted}!important}.brand{color:${DARK.brand}!important}
.quote{border-color:${DARK.line}!important}
.button{background:${DARK.brand}!important;color:#0c2019!important}
}
@media (max-width:620px){.card{padding:24px 20px!important}}`

/** The `style` of an element, on one line: mail programs read little else. */
const style = (...rules: readonly string[]) => rules.join(';')

const INK = style(`color:${LIGHT.ink}`, FONT)
const MUTED = style(`color:${LIGHT.muted}`, FONT)
const S = {
  heading: style(INK, 'font-size:22px;line-height:28px;font-weight:650;margin:0 0 16px'),
  text: style(INK, 'font-size:16px;line-height:25px;margin:0 0 16px'),
  quote: style(
    INK,
    'font-size:16px;line-height:25px;margin:0 0 16px;padding:2px 0 2px 16px',
    `border-left:3px solid ${LIGHT.line}`,
  ),
  list: style(INK, 'font-size:16px;line-height:25px;margin:0 0 16px;padding:0 0 0 22px'),
  label: style(MUTED, 'font-size:14px;line-height:22px;font-weight:400;padding:3px 16px 3px 0'),
  value: style(INK, 'font-size:15px;line-height:22px;font-weight:600;padding:3px 0'),
  note: style(MUTED, 'font-size:14px;line-height:22px;margin:0 0 14px'),
  button: style(
    'display:inline-block;padding:12px 22px;border-radius:7px;text-decoration:none',
    `background:${LIGHT.brand};color:#ffffff`,
    FONT,
    'font-size:16px;line-height:24px;font-weight:600',
  ),
  address: style(MUTED, 'font-size:13px;line-height:20px;margin:0 0 20px;word-break:break-all'),
  link: `color:${LIGHT.brand}`,
  paper: `margin:0;padding:0;background:${LIGHT.paper}`,
  mark: style(`color:${LIGHT.brand}`, FONT, 'font-size:16px;line-height:24px;font-weight:700;padding:0 4px 12px'),
  card: style(
    `background:${LIGHT.surface};border:1px solid ${LIGHT.line}`,
    'border-radius:10px;padding:32px 32px 20px',
  ),
  foot: style(MUTED, 'font-size:13px;line-height:20px;padding:16px 4px'),
  hidden: 'display:none;max-height:0;overflow:hidden',
}

const TABLE = new Html('cellpadding="0" cellspacing="0" border="0"')

const lines = (words: string) =>
  joined(
    words.split('\n').map((line) => markup`${line}`),
    '<br>',
  )

function factRow([label, value]: readonly [string, string]): Html {
  return markup`<tr>
<th scope="row" align="left" valign="top" class="muted" style="${S.label}">${label}</th>
<td valign="top" class="ink" style="${S.value}">${lines(value)}</td>
</tr>`
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return markup`<h1 class="ink" style="${S.heading}">${block.text}</h1>`
    case 'text':
      return markup`<p class="ink" style="${S.text}">${lines(block.text)}</p>`
    case 'quote':
      return markup`<blockquote class="ink quote" style="${S.quote}">${lines(block.text)}</blockquote>`
    case 'facts':
      return markup`<table ${TABLE} style="margin:0 0 20px">${joined(block.rows.map(factRow))}</table>`
    case 'list':
      return markup`<ul class="ink" style="${S.list}">
${joined(
  block.items.map((item) => markup`<li style="margin:0 0 6px">${lines(item)}</li>`),
  '\n',
)}
</ul>`
    case 'button':
      return markup`<p style="margin:8px 0 12px"><a href="${block.url}" class="button" style="${S.button}">${block.label}</a></p>
<p class="muted" style="${S.address}">Or copy this address:
<a href="${block.url}" class="brand" style="${S.link}">${block.url}</a></p>`
    case 'note':
      return markup`<p class="muted" style="${S.note}">${lines(block.text)}</p>`
  }
}

function head(title: string): Html {
  return markup`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>`
}

/** The HTML part of a mail: one column of 600 pixels, light and dark, nothing fetched from anywhere. */
export function htmlPage(content: MailContent, signOff: string): string {
  // The spaces keep a mailbox from showing the mail's first words after the preview.
  const filler = new Html('&#847;&zwnj;&nbsp;'.repeat(40))
  return markup`<!doctype html>
<html lang="en" dir="ltr">
${head(content.subject)}
<body class="paper" style="${S.paper}">
<div style="${S.hidden}" aria-hidden="true">${content.preview}${filler}</div>
<table role="presentation" class="paper" width="100%" ${TABLE} style="${S.paper}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" ${TABLE} style="max-width:600px">
<tr><td class="brand" style="${S.mark}">Conferral</td></tr>
<tr><td class="card" style="${S.card}">
${joined(content.blocks.map(blockHtml), '\n')}
</td></tr>
<tr><td class="muted" style="${S.foot}">${content.reason}<br>${signOff}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`.source
}
