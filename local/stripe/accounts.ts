import type Stripe from 'stripe'
import { z } from 'zod'
import { missing } from './errors.ts'
import { newId } from './ids.ts'
import { newAccount, onboarded, type AccountGiven } from './objects/account.ts'
import { currency, emailAddress, flag, metadata, text, webUrl } from './params.ts'
import { route, type Route, type Shape } from './routes.ts'
import type { Account, Context, OnboardingLink } from './types.ts'

const LINK_LIFETIME_SECONDS = 300

const requested = z.strictObject({ requested: flag.optional() })

const createShape = {
  business_profile: z
    .strictObject({
      mcc: text.optional(),
      name: text.optional(),
      product_description: text.optional(),
      support_email: emailAddress.optional(),
      support_phone: text.optional(),
      support_url: webUrl.optional(),
      url: webUrl.optional(),
    } satisfies Shape<Stripe.AccountCreateParams.BusinessProfile>)
    .optional(),
  business_type: z.enum(['company', 'government_entity', 'individual', 'non_profit']).optional(),
  capabilities: z
    .strictObject({
      card_payments: requested.optional(),
      transfers: requested.optional(),
    } satisfies Shape<Stripe.AccountCreateParams.Capabilities>)
    .optional(),
  controller: z
    .strictObject({
      fees: z.strictObject({ payer: z.enum(['account', 'application']).optional() }).optional(),
      losses: z.strictObject({ payments: z.enum(['application', 'stripe']).optional() }).optional(),
      requirement_collection: z.enum(['application', 'stripe']).optional(),
      stripe_dashboard: z.strictObject({ type: z.enum(['express', 'full', 'none']).optional() }).optional(),
    } satisfies Shape<Stripe.AccountCreateParams.Controller>)
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Invalid country: must be two capital letters')
    .optional(),
  default_currency: currency.optional(),
  email: emailAddress.optional(),
  metadata: metadata.optional(),
  type: z.enum(['custom', 'express', 'standard']).optional(),
} satisfies Shape<Stripe.AccountCreateParams>

type CreateParams = z.infer<z.ZodObject<typeof createShape>>

function controllerOf({ controller, type }: CreateParams): AccountGiven['controller'] {
  const express = type === 'express'
  const dashboards = { custom: 'none', express: 'express', standard: 'full' } as const
  return {
    fees: { payer: controller?.fees?.payer ?? (express ? 'application_express' : 'account') },
    is_controller: true,
    losses: { payments: controller?.losses?.payments ?? (type === 'standard' ? 'stripe' : 'application') },
    requirement_collection: controller?.requirement_collection ?? (type === 'custom' ? 'application' : 'stripe'),
    stripe_dashboard: { type: controller?.stripe_dashboard?.type ?? dashboards[type ?? 'standard'] },
    type: 'application',
  }
}

function createAccount({ now, store }: Context, params: CreateParams): Account {
  const account = newAccount({
    business_profile: params.business_profile ?? {},
    business_type: params.business_type ?? null,
    capabilities: {
      ...(params.capabilities?.card_payments?.requested && { card_payments: 'inactive' }),
      ...(params.capabilities?.transfers?.requested && { transfers: 'inactive' }),
    },
    controller: controllerOf(params),
    country: params.country ?? 'US',
    created: now(),
    default_currency: params.default_currency ?? null,
    email: params.email ?? null,
    metadata: params.metadata ?? {},
    type: params.type ?? (params.controller ? 'none' : 'standard'),
  })
  return store.put('accounts', account)
}

/** A connected account by id, or `resource_missing`. */
export function requireAccount({ store }: Context, id: string, param?: string): Account {
  const account = store.get('accounts', id)
  if (!account) throw missing('account', id, param)
  return account
}

const linkShape = {
  account: text,
  collection_options: z
    .strictObject({
      fields: z.enum(['currently_due', 'eventually_due']).optional(),
      future_requirements: z.enum(['include', 'omit']).optional(),
    })
    .optional(),
  refresh_url: webUrl,
  return_url: webUrl,
  type: z.enum(['account_onboarding']),
} satisfies Shape<Stripe.AccountLinkCreateParams>

function createLink(context: Context, params: z.infer<z.ZodObject<typeof linkShape>>): Stripe.AccountLink {
  const { now, publicUrl, store } = context
  const account = requireAccount(context, params.account, 'account')
  const link: OnboardingLink = {
    id: newId('link'),
    account: account.id,
    expiresAt: now() + LINK_LIFETIME_SECONDS,
    refreshUrl: params.refresh_url,
    returnUrl: params.return_url,
    used: false,
  }
  store.put('onboardingLinks', link)
  const url = `${publicUrl}/setup/e/${account.id}/${link.id}`
  return { object: 'account_link', created: now(), expires_at: link.expiresAt, url }
}

/** What "Finish" on the onboarding page does: the account can take money, and the platform hears of it. */
export function finishOnboarding({ emit, now, store }: Context, account: Account, link: OnboardingLink): void {
  store.put('onboardingLinks', { ...link, used: true })
  if (account.details_submitted) return
  const ready = store.put('accounts', onboarded(account, now()))
  emit({
    type: 'account.updated',
    account: account.id,
    data: {
      object: ready,
      previous_attributes: { charges_enabled: false, details_submitted: false, payouts_enabled: false },
    },
  })
}

export const accountRoutes: Route[] = [
  route('POST', '/v1/accounts', createShape, createAccount),
  route('GET', '/v1/accounts/:id', {}, (context, _, id) => requireAccount(context, id)),
  route('POST', '/v1/account_links', linkShape, createLink),
]
