// One way to write each e-mail address, so that one mailbox is one account. Pure.

export type Address = { address: string } | { problem: string }

/** Signs that look like @ and that NFKC would turn into one: an address with them names another mailbox than it shows. */
const AT_LOOKALIKE = /[\uff20\ufe6b]/
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** What has a meaning in a URL: such a domain must not reach the parser that writes it in ASCII. */
const URL_SIGN = /[/\\?#:@%[\]]/

const PROBLEM = {
  long: 'This address is too long',
  hidden: 'This address contains a character that cannot be seen: please type it by hand',
  lookalike: 'Please type the @ of this address by hand: the one here is another character',
  several: 'Please give one address only, without a name around it',
  quoted: 'Addresses in quotation marks cannot be used here',
  shape: 'Please give an address such as ana@example.com',
  local: 'Before the @, only letters a to z, digits and signs such as . _ + - can be used here',
  domain: 'The part after the @ is not a mail domain, such as example.com',
} as const

/**
 * An address as it is stored and compared: NFKC, trimmed, lower case, the domain in ASCII (punycode); or what is wrong
 * with it, in words for the person.
 */
export function normaliseAddress(given: string): Address {
  if (given.length > 1000) return { problem: PROBLEM.long }
  if (AT_LOOKALIKE.test(given)) return { problem: PROBLEM.lookalike }
  const text = given.trim().normalize('NFKC').trim()
  if (HIDDEN.test(text)) return { problem: PROBLEM.hidden }
  if (text.includes('"')) return { problem: PROBLEM.quoted }
  if (/[\s,;<>()]/.test(text)) return { problem: PROBLEM.several }
  const parts = text.split('@')
  if (parts.length > 2) return { problem: PROBLEM.several }
  const [local, domain] = parts
  if (!local || !domain) return { problem: PROBLEM.shape }
  return joined(local.toLowerCase(), asciiDomain(domain))
}

function joined(local: string, domain: string | null): Address {
  if (!LOCAL.test(local)) return { problem: PROBLEM.local }
  if (!domain) return { problem: PROBLEM.domain }
  const address = `${local}@${domain}`
  return local.length > 64 || address.length > 254 ? { problem: PROBLEM.long } : { address }
}

/** A domain of at least two labels, in ASCII; null for anything else, addresses of machines included. */
function asciiDomain(domain: string): string | null {
  if (URL_SIGN.test(domain)) return null
  const ascii = URL.parse(`http://${domain}`)?.hostname ?? ''
  const labels = ascii.split('.')
  const top = labels.at(-1) ?? ''
  if (labels.length < 2 || ascii.length > 253 || top.length < 2 || /^\d+$/.test(top)) return null
  return labels.every((label) => LABEL.test(label)) ? ascii : null
}
