import type {
  RecordKind,
  ScopePick,
  AgreementDecision,
  Audience,
  CaseKind,
  CaseStatus,
  DeliveryPolicy,
  Side,
  Specialty,
  Urgency,
  VetStance,
} from '#lib/db/generated/enums.ts'
import type { Signalment } from '#lib/words.ts'

// What mails know of a case and of who reads them.

/** A reader of mail: a person, or somebody behind a mailed link (`linkId`). */
export type Reader = {
  id: string
  side: Side
  name: string
  email: string
  timeZone: string
  linkId: string | null
  linkExpiresAt: Date | null
  unread: number
  url: string
}

export type Sum = { minor: string; currency: string }

/** A case as mails speak of it. Times inside JSON objects are ISO texts as PostgreSQL writes them. */
export type Subject = {
  caseId: string
  number: string
  kind: CaseKind
  payer: Side
  status: CaseStatus
  version: number
  specialty: Specialty | null
  urgency: Urgency
  headline: string
  /** Those that the hospital can open. */
  records: number
  dueAt: Date | null
  expiresAt: Date | null
  followUpEndsAt: Date | null
  assigneeId: string | null
  /** When what it says is removed; its people are told before. */
  removalAfter: Date | null
  /** In a consultation: its owner reads the answer. */
  answerShared: boolean
  patient:
    (Omit<Signalment, 'bornOn' | 'diedOn'> & { name: string; bornOn: string | null; diedOn: string | null }) | null
  owner: string
  hospital: string
  /** What the hospital promises the attending vet; '' where it says nothing. */
  pledge: string
  deliveryPolicy: DeliveryPolicy | null
  regionPolicy: DeliveryPolicy | null
  practice: string
  vet: string
  why: string | null
  service: string
  message: { authorName: string; audience: Audience; urgent: boolean } | null
  estimate: (Sum & { validUntil: string; hours: number }) | null
  payment:
    | (Sum & {
        paidAt: string | null
        receipt: string | null
        refundReason: string | null
        refundFailure: string | null
        refunded: boolean
      })
    | null
  decline: { explanation: string; suggestion: string } | null
  information: { question: string; askedOf: Side; answeredBy: string | null } | null
  agreement: {
    decision: AgreementDecision
    reason: string
    comment: string
    by: string
    revokedAt: string | null
  } | null
  release: {
    by: string
    revokedAt: string | null
    expiresAt: string
    kinds: RecordKind[]
    from: string | null
    to: string | null
    pick: ScopePick
  } | null
  /** Names of the records that the owner asked the practice for. */
  asked: string[] | null
  vetView: { stance: VetStance; authorName: string } | null
  /** What is left to do for the side that the changed line is for; which side wrote it. `next`: a day, as text. */
  plan: { who: Side; by: Side; dropped: boolean; open: number; next: string | null } | null
  recommendation: { signedName: string; signedAt: string; number: number } | null
}
