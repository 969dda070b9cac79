import { z } from 'zod'
import { MoneyTable } from '#components/case/fee/money-table.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CreditCard } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { mayInOrg } from '#lib/access/policy.ts'
import { loadMoney, type MoneyView } from '#lib/case/fee/money.ts'
import { formatMoney } from '#lib/money.ts'
import { orgPage } from '#lib/web/page.ts'
import { openPayouts } from './actions.ts'

const before = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .nullable()
  .catch(null)

const page = orgPage('org.money', {
  path: ({ slug }) => `/hospital/${slug}/money`,
  load: async ({ db, org }, _params, search) => ({
    money: await loadMoney(db, org, before.parse(search.before ?? null)),
    mayOnboard: mayInOrg(org.role, 'org.payouts'),
    slug: org.slug,
  }),
  title: ({ money }) => `Money · ${money.name}`,
  render: ({ view: { money, mayOnboard, slug }, shell, search }) => (
    <Workspace shell={shell} current={`/hospital/${slug}/money`}>
      <div className="mx-auto grid max-w-page gap-5 px-6 py-6 max-sm:px-4">
        <h1>Money</h1>
        <Payouts money={money} mayOnboard={mayOnboard} slug={slug} back={search.back === 'stripe'} />
        <Totals totals={money.totals} />
        <Card title="Payments" flush>
          {money.rows.length === 0 ? (
            <EmptyState title="No payments yet" icon={CreditCard} level={3}>
              Every fee that an owner pays, and every refund, stands here with its case.
            </EmptyState>
          ) : (
            <MoneyTable rows={money.rows} zone={shell.timeZone} />
          )}
        </Card>
        <Pagination next={money.next && `?${new URLSearchParams({ before: money.next })}`} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page

function Payouts({
  money,
  mayOnboard,
  slug,
  back,
}: {
  money: MoneyView
  mayOnboard: boolean
  slug: string
  back: boolean
}) {
  if (money.payouts.chargesEnabled)
    return (
      <Notice tone="success" title="Fees can be collected">
        Owners pay through Stripe; the money goes to your account there, less Conferral’s fee.
      </Notice>
    )
  return (
    <Notice
      tone="warn"
      title={back ? 'Stripe is checking what you told it' : 'Fees cannot be collected yet'}
      action={
        mayOnboard ? (
          <ActionForm action={openPayouts} label="Collecting fees">
            <input type="hidden" name="org" value={slug} />
            <SubmitButton>{money.payouts.accountId ? 'Go on at Stripe' : 'Set up payouts at Stripe'}</SubmitButton>
          </ActionForm>
        ) : undefined
      }
    >
      {back
        ? 'This page changes once Stripe has said yes. Reload it in a minute.'
        : 'Before the first case can be accepted, Stripe needs to know who receives the money.'}
    </Notice>
  )
}

function Totals({ totals }: { totals: MoneyView['totals'] }) {
  const own = totals.filter((total) => total.account === 'hospital')
  if (own.length === 0) return null
  return (
    <dl className="flex flex-wrap gap-8">
      {own.map(({ currency, minor }) => (
        <div key={currency}>
          <dt className="text-small text-muted">Your share so far, {currency}</dt>
          <dd className="num text-title font-bold">{formatMoney({ minor: -minor, currency })}</dd>
        </div>
      ))}
    </dl>
  )
}
