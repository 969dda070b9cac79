// Who owns whom. Practices and hospitals of one corporate group refer to each other; the RCVS Code asks that this be disclosed
// (rcvs.org.uk, "Referrals and second opinions" and "Communication between professional colleagues"), and people who study second
// opinions advise to ask at a different institution. Pure.

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\p{M}’'.,]/gu, '')
    .toLowerCase()
    .replaceAll(/\b(?:group|ltd|limited|inc|plc|gmbh|llc|ab|as)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The same group, however it is written: "Anvil Vet Group Ltd" and "Anvil Vet". Two that belong to none share none. */
export function sameGroup(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)]
  return a !== '' && a === b
}

const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/

/** Mail providers, where an address says nothing about a practice. */
const ANYBODY = [
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'yahoo.com', 'icloud.com', 'me.com'],
  ...[
    'aol.com',
    'gmx.de',
    'gmx.net',
    'web.de',
    'proton.me',
    'protonmail.com',
    'mail.ru',
    'qq.com',
    '163.com',
    'eircom.net',
  ],
]

/** Domains of a group's practices as typed, a line or comma each. What is none, or belongs to everybody, is named. */
export function domainsOf(typed: string): { domains: string[]; problem: string | null } {
  const given = typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((one) =>
      one
        .replace(/^@|^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/\/.*$/, ''),
    )
    .filter(Boolean)
  const bad = given.find((one) => !DOMAIN.test(one))
  if (bad) return { domains: [], problem: `“${bad}” is no domain: write it like anvilvets.example` }
  const shared = given.find((one) => ANYBODY.includes(one))
  if (shared)
    return { domains: [], problem: `Everybody can have an address at ${shared}: it says nothing about a practice` }
  return { domains: [...new Set(given)], problem: null }
}
