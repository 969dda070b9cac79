import type { MessageView } from '#lib/case/thread/queries.ts'
import { bytesWords } from '#lib/case/records/rules.ts'
import { daysText, mattersText, reachText, situationWords } from '#lib/case/wishes.ts'
import { audienceWords, RECORD_KIND_WORDS } from '#lib/words.ts'
import type { ExportRecord, ExportText } from './contents.ts'
import { hrefOf } from './names.ts'

// The first page of an export: everything in words, and what each file beside it is. One file, no script, nothing from
// elsewhere; it prints. Pure.

export type Sent = { path: string; record: ExportRecord }
export type Outcome = {
  sent: readonly Sent[]
  /** Papers of ours in the zip. */
  papers: readonly { path: string; name: string }[]
  /** Open to the reader when the export began, closed when their turn came. */
  closed: number
  /** Their bytes are not kept any more: an archive that was unpacked. */
  absent: readonly string[]
  madeFor: string
  from: string
  at: Date
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITY[sign] ?? '')

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const when = (at: Date): string => `<time datetime="${at.toISOString()}">${TIME.format(at)} UTC</time>`

/** @param text null when the reader's access to the case ended while the files were sent */
export function indexPage(text: ExportText | null, outcome: Outcome): string {
  const title = text ? `${text.patient.name} · ${text.number}` : 'Records of a case'
  const body = text
    ? [head(text, outcome), notes(outcome), papers(outcome), request(text), files(outcome), thread(text), consent(text)]
    : [
        `<h1>${title}</h1>`,
        `<p class="note">Access to this case ended while the files were sent. What had been sent by then is here; the rest is not.</p>`,
        files(outcome),
      ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`
}

const head = ({ patient, number }: ExportText, { madeFor, at, from }: Outcome): string => `<header>
<h1>${safe(patient.name)}</h1>
<p>${safe(patient.look)}</p>
<p class="muted">Case ${safe(number)} · made for ${safe(madeFor)} · ${when(at)} · from ${safe(from)}</p>
</header>`

function notes({ closed, absent }: Outcome): string {
  const said = [
    closed > 0 &&
      `${closed === 1 ? 'One record' : `${closed} records`} could be opened when this began, and not any more when ${closed === 1 ? 'its' : 'their'} turn came: ${closed === 1 ? 'it is' : 'they are'} not here.`,
    absent.length > 0 && `Not kept any more, and not here: ${absent.map(safe).join(', ')}.`,
  ].filter(Boolean)
  return said.map((words) => `<p class="note">${words}</p>`).join('\n')
}

const section = (title: string, inner: string): string => inner && `<section>\n<h2>${title}</h2>\n${inner}\n</section>`

const papers = (outcome: Outcome): string =>
  section(
    'Papers',
    outcome.papers.length > 0
      ? `<ul>${outcome.papers.map(({ path, name }) => `<li><a href="${hrefOf(path)}">${safe(name)}</a></li>`).join('')}</ul>`
      : '',
  )

function request({ request: said }: ExportText): string {
  const facts: [label: string, text: string][] = [
    ['The problem', said.presentingComplaint],
    ['Why now', situationWords(said.situation)],
    ['Day by day', daysText(said.happened)],
    ['What happened', said.history],
    ['Working diagnosis', said.workingDiagnosis],
    ['Proposed plan', said.proposedPlan],
    ['Medicines', said.medications],
    ['Decision ahead', said.decisionAhead],
    ['To be decided by', said.decisionOn ?? ''],
    ['What matters most', mattersText(said)],
    ['Reaching the owner', reachText(said)],
    ['Questions', said.questions.map((question, at) => `${at + 1}. ${question}`).join('\n')],
    ['Attending vet', [said.attendingVetName, said.attendingVetPractice].filter(Boolean).join(', ')],
  ]
  const lines = facts.filter(([, text]) => text !== '')
  return section(
    'The request',
    lines.length > 0
      ? `<dl>${lines.map(([label, text]) => `<dt>${label}</dt><dd>${safe(text)}</dd>`).join('\n')}</dl>`
      : '',
  )
}

function files({ sent }: Outcome): string {
  if (sent.length === 0) return section('Records', '<p>There are none here.</p>')
  const rows = sent.map(
    ({ path, record }) =>
      `<tr><td><a href="${hrefOf(path)}"><bdi>${safe(record.name)}</bdi></a>${
        record.sha256 ? `<br><small>${record.sha256}</small>` : ''
      }</td><td>${RECORD_KIND_WORDS[record.kind]}</td><td>${bytesWords(Number(record.sizeBytes))}</td><td>${safe(
        record.uploaderName,
      )}<br>${when(record.createdAt)}</td></tr>`,
  )
  return section(
    'Records',
    `<p class="muted">Under each name stands the SHA-256 of its content, by which it can be proved.</p>
<table><thead><tr><th>Name</th><th>Kind</th><th>Size</th><th>Added</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`,
  )
}

const thread = ({ messages }: ExportText): string => section('Messages', messages.map(message).join('\n'))

function message({ at, author, audience, readers, body, records, urgent }: MessageView): string {
  const attached = records.map(({ name }) => safe(name)).join(', ')
  const to = audience === 'EVERYONE' ? 'everyone' : `${audienceWords(audience, 'hospital')}: ${readers}`
  return `<article>
<p class="muted"><strong>${safe(author)}</strong> to ${safe(to)} · ${when(at)}${urgent ? ' · <strong>cannot wait</strong>' : ''}</p>
<p class="body">${safe(body)}</p>${attached ? `\n<p class="muted">Attached: ${attached}</p>` : ''}
</article>`
}

const consent = ({ consent: entries }: ExportText): string =>
  section(
    'Consent',
    entries.length > 0
      ? `<ul>${entries
          .map(
            ({ at, who, what, version }) =>
              `<li>${when(at)}: ${safe(who)} ${safe(what)}${version === null ? '' : ` (text ${version})`}</li>`,
          )
          .join('\n')}</ul>`
      : '',
  )

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; } main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { margin: 0; } h2 { margin: 2rem 0 .5rem; border-bottom: 1px solid; padding-bottom: .25rem; }
.muted, small { opacity: .75; } small { font: .7rem ui-monospace, monospace; overflow-wrap: anywhere; }
.note { border-left: .3rem solid; padding: .25rem .75rem; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0; } dd, .body { white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #8886; }
article { border-bottom: 1px solid #8886; break-inside: avoid; } tr { break-inside: avoid; }
@media print { main { padding: 0; max-width: none; } a { color: inherit; } }
`
