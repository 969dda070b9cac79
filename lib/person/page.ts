import { hrefOf } from '#lib/case/export/names.ts'

// The first page of what a person takes along: what each file is. One file, no script, nothing from elsewhere. Pure.

export type Listed = { path: string; what: string }
export type About = {
  name: string
  email: string
  from: string
  at: Date
  files: readonly Listed[]
  /** Their own uploads whose bytes are not there. */
  absent: number
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITY[sign] ?? '')

export function personPage({ name, email, from, at, files, absent }: About): string {
  const rows = files.map(
    ({ path, what }) => `<li><a href="${hrefOf(path)}">${safe(path)}</a> <span>${safe(what)}</span></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What Conferral holds of ${safe(name)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}li{margin:.3rem 0;overflow-wrap:anywhere}span{color:#555}</style>
</head>
<body>
<h1>What Conferral holds of ${safe(name)}</h1>
<p>${safe(email)} · made on <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time> from ${safe(from)}</p>
<p>Each .json file can be read by a program and, with a text editor, by you. Files that you added yourself lie beside their case.
What others added to your cases can be taken along from the page of each case, as far as you may read it.</p>
${absent > 0 ? `<p>${absent === 1 ? 'One file' : `${absent} files`} could not be read any more and ${absent === 1 ? 'is' : 'are'} not here.</p>` : ''}
<ul>
${rows.join('\n')}
</ul>
</body>
</html>
`
}
