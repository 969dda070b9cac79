import { finishOnboarding } from '../accounts.ts'
import { parseForm } from '../form.ts'
import type { Incoming, Reply } from '../http.ts'
import type { Account, Context } from '../types.ts'
import { html } from './html.ts'
import { messagePage, pageReply, redirect } from './layout.ts'

function startPage(account: Account, path: string, targets: string[]): Reply {
  const name = account.business_profile.name ?? account.email ?? 'your organization'
  const body = html`
    <p class="merchant">Payouts</p>
    <h1>Set up ${name}</h1>
    <p>
      Stripe would now ask for your details, an identity document and a bank account. The stand-in asks for nothing.
    </p>
    <p>Press "Finish" and this account can take payments and receive payouts.</p>
    <form method="post" action="${path}">
      <button class="primary" name="outcome" value="finish">Finish</button>
      <button name="outcome" value="later">Not now, go back</button>
    </form>
  `
  return pageReply({ body, targets, title: `Set up payouts for ${name}` })
}

/** Stripe's hosted onboarding: a used or expired link leads to the platform's refresh_url, as Stripe's do. */
export function onboardingPage(context: Context, accountId: string, linkId: string, incoming: Incoming): Reply {
  const link = context.store.get('onboardingLinks', linkId)
  const account = context.store.get('accounts', accountId)
  if (!account || link?.account !== accountId) {
    return messagePage(404, 'No such link', 'Ask for a new one where you found it.')
  }
  const targets = [link.returnUrl, link.refreshUrl]
  if (link.used || link.expiresAt <= context.now()) return redirect(link.refreshUrl, targets)
  if (incoming.method !== 'POST') return startPage(account, incoming.path, targets)
  if (parseForm(incoming.body)['outcome'] === 'finish') finishOnboarding(context, account, link)
  return redirect(link.returnUrl, targets)
}
