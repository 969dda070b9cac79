import { currentSession } from '../checkout.ts'
import { parseForm } from '../form.ts'
import type { Incoming, Reply } from '../http.ts'
import { formatMoney } from '../money.ts'
import { ACCEPTED_CARD, DECLINED_CARD } from '../objects/charge.ts'
import { isEmail } from '../params.ts'
import { payForSession } from '../payments.ts'
import type { Context, Purchase, Session } from '../types.ts'
import { html, type Html } from './html.ts'
import { messagePage, pageReply, redirect } from './layout.ts'

function merchantOf({ store }: Context, { payment }: Purchase): string {
  const account = store.get('accounts', payment.onBehalfOf ?? payment.destination ?? '')
  return account?.business_profile.name ?? account?.email ?? 'The platform'
}

const successUrl = (session: Session) => session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)

function itemsTable(session: Session, purchase: Purchase): Html {
  const money = (amount: number) => formatMoney(amount, session.currency)
  const rows = purchase.items.map(
    ({ description, name, quantity, unitAmount }) => html`
      <tr>
        <td>
          ${name} ${description === null ? null : html`<span class="soft">${description}</span>`}
          ${quantity === 1 ? null : html`<span class="soft">${quantity} × ${money(unitAmount)}</span>`}
        </td>
        <td>${money(unitAmount * quantity)}</td>
      </tr>
    `,
  )
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">What you pay for</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total in ${session.currency.toUpperCase()}</th>
          <td>${money(session.amount_total)}</td>
        </tr>
      </tfoot>
    </table>
  `
}

function emailField(session: Session, entered: string, isWrong: boolean): Html {
  if (session.customer_email !== null) return html`<p>The receipt goes to ${session.customer_email}.</p>`
  const error = isWrong
    ? html`<p class="error" id="email-error">That is not a mail address. Nothing was charged.</p>`
    : null
  const linked = isWrong ? html` aria-invalid="true" aria-describedby="email-error"` : null
  return html`<div>
    <label for="email">Email for the receipt (optional)</label>
    <input id="email" name="email" type="email" autocomplete="email" maxlength="320" value="${entered}" ${linked} />
    ${error}
  </div>`
}

function declineNotice(context: Context, session: Session): Html | null {
  const intent = context.store.get('paymentIntents', session.payment_intent ?? '')
  if (!intent?.last_payment_error) return null
  return html`<div class="alert" role="alert">
    <p><strong>${intent.last_payment_error.message ?? 'The card was declined.'}</strong></p>
    <p>Nothing was charged. You can try again with another card.</p>
  </div>`
}

/** What was typed at an attempt that was declined, so that it need not be typed again. */
function emailOfAttempt({ store }: Context, session: Session): string {
  const intent = store.get('paymentIntents', session.payment_intent ?? '')
  return store.get('charges', intent?.latest_charge ?? '')?.billing_details.email ?? ''
}

function payPage(context: Context, session: Session, purchase: Purchase, wrongEmail: string | null = null): Reply {
  const price = formatMoney(session.amount_total, session.currency)
  const merchant = merchantOf(context, purchase)
  const cancel = html`<button name="outcome" value="cancel" formnovalidate>Cancel and go back</button>`
  const body = html`
    <p class="merchant">${merchant}</p>
    <h1>Pay ${price}</h1>
    ${purchase.payment.description === null ? null : html`<p>${purchase.payment.description}</p>`}
    ${itemsTable(session, purchase)} ${declineNotice(context, session)}
    <form method="post" action="/c/pay/${session.id}">
      ${emailField(session, wrongEmail ?? emailOfAttempt(context, session), wrongEmail !== null)}
      <button class="primary" name="outcome" value="pay">Pay ${price}</button>
      <button name="outcome" value="decline">Pay with a card that is declined</button>
      ${session.cancel_url === null ? null : cancel}
    </form>
  `
  const targets = [session.success_url, session.cancel_url]
  return pageReply({ body, status: wrongEmail === null ? 200 : 422, targets, title: `Pay ${price} to ${merchant}` })
}

function closedPage(session: Session): Reply {
  if (session.status === 'complete') {
    const price = formatMoney(session.amount_total, session.currency)
    const onward = { href: successUrl(session), label: 'Continue' }
    return messagePage(200, 'This is already paid', `${price} was paid. It will not be charged again.`, onward)
  }
  const onward = session.cancel_url === null ? undefined : { href: session.cancel_url, label: 'Go back' }
  const text = 'Nothing was charged. Go back to where you came from and start the payment again.'
  return messagePage(410, 'This payment page has expired', text, onward)
}

function submit(context: Context, session: Session, purchase: Purchase, incoming: Incoming): Reply {
  const { email = '', outcome } = parseForm(incoming.body)
  if (outcome === 'cancel' && session.cancel_url !== null) return redirect(session.cancel_url)
  const entered = typeof email === 'string' ? email.trim() : ''
  if (session.status === 'complete') return redirect(successUrl(session))
  if (session.status !== 'open') return closedPage(session)
  if (outcome !== 'pay' && outcome !== 'decline') return messagePage(400, 'That did not work', 'Nothing was charged.')
  if (entered !== '' && !isEmail(entered)) return payPage(context, session, purchase, entered)
  const card = outcome === 'pay' ? ACCEPTED_CARD : DECLINED_CARD
  const after = payForSession(context, session, card, session.customer_email ?? (entered || null))
  return redirect(after.status === 'complete' ? successUrl(after) : `/c/pay/${session.id}`)
}

/** Stripe's hosted Checkout page: GET shows it, POST is a press of one of its buttons (field `outcome`). */
export function checkoutPage(context: Context, id: string, incoming: Incoming): Reply {
  const session = currentSession(context, id)
  const purchase = context.store.get('purchases', id)
  if (!session || !purchase) return messagePage(404, 'No such payment', 'Check the address of this page.')
  if (incoming.method === 'POST') return submit(context, session, purchase, incoming)
  return session.status === 'open' ? payPage(context, session, purchase) : closedPage(session)
}
