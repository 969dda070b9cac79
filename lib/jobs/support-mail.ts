import type { MailTemplate } from '#emails/registry.ts'
import { type Common, diedMail, type Writer } from './died-mail.ts'
import type { Reader, Subject } from './subject.ts'
import type { About } from './tasks.ts'

/**
 * A support person is told of what they may read: words to everyone, the answer, what becomes of animal and case. Each mail says
 * where mails of this case are turned off. Pure.
 * @param ofWords writes the mail about words in the thread
 */
export function mailForSupport(
  about: About,
  s: Subject,
  reader: Reader,
  base: Common,
  ofWords: Writer,
): MailTemplate | null {
  const stopUrl = `${reader.url.replace(/(\/cases\/[^/]+).*$/, '$1')}/people#mails`
  switch (about) {
    case 'thread.posted': {
      const mail = ofWords(s, reader, base)
      return mail?.template === 'newMessage' ? { ...mail, props: { ...mail.props, stopUrl } } : null
    }
    case 'recommendation.signed':
    case 'case.withdrawn':
    case 'case.expired': {
      const what = about === 'recommendation.signed' ? 'ANSWER' : 'END'
      return { template: 'supportNews', props: { ...base, stopUrl, owner: s.owner, hospital: s.hospital, what } }
    }
    case 'patient.died':
      return diedMail(s, reader, base)
    default:
      return null
  }
}
