import { htmlPage } from './html-page.ts'

/** What a mail is made of. HTML and text are both written from these, so that they say the same. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  /** Words that a person wrote, line breaks kept. */
  | { kind: 'quote'; text: string }
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'note'; text: string }

export type MailContent = {
  subject: string
  /** The line that a mailbox shows beside the subject. */
  preview: string
  blocks: readonly Block[]
  /** Why this person gets this mail, as a whole sentence. */
  reason: string
}

/** A mail in its three parts, ready for lib/gateways/mail. */
export type RenderedMail = { subject: string; html: string; text: string }

export const heading = (text: string): Block => ({ kind: 'heading', text })
export const text = (words: string): Block => ({ kind: 'text', text: words })
export const quote = (words: string): Block => ({ kind: 'quote', text: words })
export const facts = (...rows: readonly (readonly [string, string])[]): Block => ({ kind: 'facts', rows })
export const list = (items: readonly string[]): Block => ({ kind: 'list', items })
export const button = (label: string, url: string): Block => ({ kind: 'button', label, url })
export const note = (words: string): Block => ({ kind: 'note', text: words })
/** Blocks that stand only when there is something to say. */
export const when = (said: unknown, ...blocks: readonly Block[]): readonly Block[] => (said ? blocks : [])

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'note':
      return block.text
    case 'quote':
      return block.text.replaceAll(/^/gm, '  ')
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n')
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'button':
      return `${block.label}:\n${block.url}`
  }
}

const SIGN_OFF = 'Conferral, veterinary second opinions'

/** Writes a mail's three parts from its content. */
export function compose(content: MailContent): RenderedMail {
  const body = content.blocks.map(blockText).join('\n\n')
  return {
    subject: content.subject.replaceAll(/\s+/g, ' ').trim(),
    html: htmlPage(content, SIGN_OFF),
    text: `${body}\n\n-- \n${content.reason}\n${SIGN_OFF}\n`,
  }
}
