import { newId } from '../ids.ts'
import type { Account } from '../types.ts'

const CURRENCY_OF: Partial<Record<string, string>> = {
  AU: 'aud',
  CA: 'cad',
  CH: 'chf',
  CZ: 'czk',
  DK: 'dkk',
  GB: 'gbp',
  HU: 'huf',
  JP: 'jpy',
  NO: 'nok',
  NZ: 'nzd',
  PL: 'pln',
  SE: 'sek',
  US: 'usd',
}

const DUE_AT_ONBOARDING = ['business_type', 'external_account', 'tos_acceptance.date', 'tos_acceptance.ip']

function requirements(due: string[]): NonNullable<Account['requirements']> {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: due,
    disabled_reason: due.length > 0 ? 'requirements.past_due' : null,
    errors: [],
    eventually_due: due,
    past_due: due,
    pending_verification: [],
  }
}

export interface AccountGiven {
  business_profile: Partial<Account['business_profile']>
  business_type: NonNullable<Account['business_type']> | null
  capabilities: Account['capabilities']
  controller: NonNullable<Account['controller']>
  country: string
  created: number
  default_currency: string | null
  email: string | null
  metadata: Account['metadata']
  type: Account['type']
}

/** A connected account that has not been through onboarding: it can take no money yet. */
export function newAccount(given: AccountGiven): Account {
  const id = newId('acct')
  return {
    id,
    object: 'account',
    business_profile: {
      mcc: null,
      minority_owned_business_designation: null,
      name: null,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
      ...given.business_profile,
    },
    business_type: given.business_type,
    capabilities: given.capabilities,
    charges_enabled: false,
    controller: given.controller,
    country: given.country,
    created: given.created,
    default_currency: given.default_currency ?? CURRENCY_OF[given.country] ?? 'eur',
    details_submitted: false,
    email: given.email,
    external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    future_requirements: requirements([]),
    metadata: given.metadata,
    payouts_enabled: false,
    requirements: requirements(DUE_AT_ONBOARDING),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: given.type,
  }
}

/** The same account after its holder pressed "Finish" on the onboarding page. */
export function onboarded(account: Account, now: number): Account {
  return {
    ...account,
    business_type: account.business_type ?? 'company',
    capabilities: {
      ...(account.capabilities.card_payments && { card_payments: 'active' }),
      ...(account.capabilities.transfers && { transfers: 'active' }),
    },
    charges_enabled: true,
    details_submitted: true,
    payouts_enabled: true,
    requirements: requirements([]),
    tos_acceptance: { date: now, ip: '127.0.0.1', user_agent: null },
  }
}
