// What stands in the way of forgetting a person, in words for them. Pure.

export type Block = {
  kind: 'OPEN_CASE' | 'MONEY' | 'HOLD' | 'LAST_ADMIN' | 'OPERATOR'
  /** A case's number, or an organization's name. */
  what: string
  /** Of a hold, in the words of whoever placed it. */
  reason: string
}

export function blockWords({ kind, what, reason }: Block): string {
  switch (kind) {
    case 'OPEN_CASE':
      return `Case ${what} is under way: withdraw it, or close it once it is answered.`
    case 'MONEY':
      return `A repayment for case ${what} is still on its way to you.`
    case 'HOLD':
      return `${what} must keep your case as it is for now (legal hold: ${reason}).`
    case 'LAST_ADMIN':
      return `You are the only admin of ${what}: make somebody else an admin first.`
    case 'OPERATOR':
      return 'You look after Conferral itself: hand that over first.'
  }
}
