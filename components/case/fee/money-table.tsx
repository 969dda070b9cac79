import Link from 'next/link'
import { Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { MoneyRow } from '#lib/case/fee/money.ts'
import { formatMoney } from '#lib/money.ts'
import { PAYMENT_STATE } from './payment-state.ts'

/** A hospital's payments, one a row. */
export function MoneyTable({ rows, zone }: { rows: MoneyRow[]; zone: string }) {
  return (
    <Table caption="Payments" className="table-cards">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">When</th>
          <th scope="col">Fee</th>
          <th scope="col">Conferral’s part</th>
          <th scope="col">State</th>
          <th scope="col">Receipt</th>
        </tr>
      </thead>
      <tbody className="num">
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link className="link" prefetch={false} href={`/cases/${row.caseId}/fee`}>
                {row.patient}
              </Link>{' '}
              <span className="text-muted">{row.caseNumber}</span>
            </td>
            <td className="max-sm:order-1">
              <Time value={row.at} zone={zone} />
            </td>
            <td className="max-sm:text-right">{formatMoney(row.amount)}</td>
            <td className="max-sm:order-3" data-label="Conferral’s part">
              {formatMoney(row.fee)}
            </td>
            <td className="max-sm:order-2 max-sm:text-right">{PAYMENT_STATE[row.status].label}</td>
            <td className="max-sm:order-4 max-sm:text-right">{row.receiptNumber}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
