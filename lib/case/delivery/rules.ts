import type { DeliveryPolicy } from '#lib/db/generated/enums.ts'
import { placeWords } from './places.ts'

// Which rule about advice from afar applies to a case. Pure.

/**
 * What an owner may be told when the attending vet takes no part, the strictest first: the order of the database's own type.
 * After an examination of its own the hospital may say more, but it must examine first: so that is the stricter of the two.
 */
export const POLICIES = ['ATTENDING_VET_ONLY', 'AFTER_LIVE_EXAM', 'GENERAL_ADVICE'] as const satisfies DeliveryPolicy[]

export const stricter = (one: DeliveryPolicy, other: DeliveryPolicy): DeliveryPolicy =>
  POLICIES.find((policy) => policy === one || policy === other) ?? 'ATTENDING_VET_ONLY'

/** Which of the two decides. */
export type Because = 'REGION' | 'HOSPITAL' | 'BOTH'

export type Applying = { policy: DeliveryPolicy; because: Because }

/**
 * The stricter of the region's rule and the hospital's own policy.
 * @param region null for a case from before there were rules by region: the hospital's own applies
 * @param hospital null while no hospital is chosen: nothing applies yet
 */
export function applying(region: DeliveryPolicy | null, hospital: DeliveryPolicy | null): Applying | null {
  if (hospital === null) return null
  if (region === null) return { policy: hospital, because: 'HOSPITAL' }
  const policy = stricter(region, hospital)
  if (region === hospital) return { policy, because: 'BOTH' }
  return { policy, because: policy === region ? 'REGION' : 'HOSPITAL' }
}

export const POLICY_WORDS: Record<DeliveryPolicy, { label: string; means: (hospital: string) => string }> = {
  ATTENDING_VET_ONLY: {
    label: 'Only together with the attending vet',
    means: (hospital) => `Without an attending vet who takes part, ${hospital} gives no answer.`,
  },
  AFTER_LIVE_EXAM: {
    label: 'To the owner after an examination of its own',
    means: (hospital) =>
      `Without the attending vet, ${hospital} examines the animal first, then it may advise the owner.`,
  },
  GENERAL_ADVICE: {
    label: 'To the owner as general advice',
    means: (hospital) =>
      `Without the attending vet, ${hospital} speaks about the illness in general: no diagnosis, no doses.`,
  },
}

/** Why it is this rule, in a sentence. @param stated where the animal lives, as the owner said; '' when they did not */
export function whyThis(
  because: Because,
  { region, stated, hospital }: { region: string | null; stated: string; hospital: string },
): string {
  if (region === null) return `This case is from before there were rules by region: ${hospital}’s own applies.`
  const where = stated === '' ? 'it was not said where the animal lives' : `the animal lives in ${placeWords(stated)}`
  const known = stated !== '' && region === '*' ? ', for which we know of no rule of its own' : ''
  const place = region === '*' ? 'the rule for anywhere else' : `the rule for ${placeWords(region)}`
  switch (because) {
    case 'REGION':
      return `Because ${where}${known}: ${place} applies, which is stricter than ${hospital}’s own.`
    case 'HOSPITAL':
      return `${hospital}’s own rule applies, which is stricter than ${place} (${where}).`
    case 'BOTH':
      return `Because ${where}${known}: ${place} and ${hospital}’s own say the same.`
  }
}
