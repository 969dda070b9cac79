import type { CaseStatus } from '#lib/db/generated/enums.ts'

// Whom the pages are opened for, and which of the demo's cases, in the words of the table of visits.

/** Members: where, and in which role. */
export const SEATS = {
  vet: { org: 'riverside-vets', role: 'VET' },
  practiceAdmin: { org: 'riverside-vets', role: 'ADMIN' },
  nurse: { org: 'riverside-vets', role: 'NURSE' },
  coordinator: { org: 'northgate', role: 'COORDINATOR' },
  specialist: { org: 'northgate', role: 'SPECIALIST' },
  admin: { org: 'northgate', role: 'ADMIN' },
  billing: { org: 'northgate', role: 'BILLING' },
} as const

/** People who have just begun: an owner with nothing, the admins of a hospital and of a practice without a case. */
export type Fresh = 'newcomer' | 'founder' | 'beginner'

/** On a page of a case, the owner, support person, vet and link are that case's own. */
export type Reader = 'visitor' | 'owner' | 'support' | 'operator' | 'link' | Fresh | keyof typeof SEATS

type Wanted = { status: CaseStatus; and: string }

/** The demo's cases by what is to be seen on them; `and` is asked of "Case" c, its practice pr and owner p. */
export const CASES = {
  begun: { status: 'DRAFT', and: 'c."hospitalId" is null' },
  draft: { status: 'DRAFT', and: 'c."hospitalId" is not null' },
  asked: {
    status: 'AWAITING_CONSENT',
    and: 'exists (select from "Release" r where r."caseId" = c.id) and not exists (select from "Agreement" a where a."caseId" = c.id)',
  },
  unsigned: { status: 'AWAITING_CONSENT', and: 'not exists (select from "Release" r where r."caseId" = c.id)' },
  refused: {
    status: 'AWAITING_CONSENT',
    and: `pr.id is not null and exists (select from "Agreement" a where a."caseId" = c.id and a.decision = 'DECLINED')`,
  },
  triage: { status: 'IN_TRIAGE', and: 'c."recordCount" > 2 and pr.id is not null' },
  inquiry: { status: 'NEEDS_INFORMATION', and: `c."recordCount" > 2 and c."informationFrom" = 'OWNER'` },
  payable: { status: 'AWAITING_PAYMENT', and: `pr.slug = 'riverside-vets'` },
  review: {
    status: 'IN_REVIEW',
    and: `c."recordCount" > 8 and exists (select from "CaseSupport" s where s."caseId" = c.id) and pr.slug = 'riverside-vets'`,
  },
  answered: { status: 'ANSWERED', and: `c."recordCount" > 2 and pr.slug = 'riverside-vets'` },
  closed: { status: 'CLOSED', and: `pr.slug = 'riverside-vets'` },
  refunded: {
    status: 'DECLINED',
    and: `exists (select from "Payment" f where f."caseId" = c.id and f.status = 'REFUNDED')`,
  },
  withdrawn: { status: 'WITHDRAWN', and: 'pr.id is not null' },
} satisfies Record<string, Wanted>

export type CaseName = keyof typeof CASES
