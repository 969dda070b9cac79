import type { MailTemplate } from '#emails/registry.ts'
import type { Reader, Subject } from './subject.ts'

type Common = { patient: string; caseNumber: string; url: string; timeZone: string }

/** A link that was made anew goes to whoever it is for. */
export const linkRenewed = (s: Subject, reader: Reader, base: Common): MailTemplate | null =>
  reader.linkId === null
    ? null
    : {
        template: 'linkRenewed',
        props: {
          ...base,
          ...{ owner: s.owner, vet: reader.name, hospital: s.hospital },
          expiresAt: (reader.linkExpiresAt ?? new Date()).toISOString(),
        },
      }
