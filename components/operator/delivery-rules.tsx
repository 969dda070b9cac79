import Link from 'next/link'
import { PlaceOptions } from '#components/case/delivery/place-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { placeWords } from '#lib/case/delivery/places.ts'
import type { Published } from '#lib/case/delivery/queries.ts'
import { POLICY_WORDS } from '#lib/case/delivery/rules.ts'

const href = (region: string) => `/operator/delivery?${new URLSearchParams({ region })}`

/** The newest rule of each region, and the way to one more. */
export function DeliveryRules({ rules, zone }: { rules: Published[]; zone: string }) {
  return (
    <div className="grid gap-5">
      <Card flush>
        <Table caption="Delivery rules by region">
          <thead>
            <tr>
              <th scope="col">Region</th>
              <th scope="col">Without the attending vet</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ region, version, withoutVet, publishedAt }) => (
              <tr key={region}>
                <th scope="row">
                  <Link href={href(region)} prefetch={false} className="link">
                    {placeWords(region)}
                  </Link>
                  <span className="block text-small font-normal text-muted">
                    Version {version}, <Time value={publishedAt} detail="date" zone={zone} />
                  </span>
                </th>
                <td>{POLICY_WORDS[withoutVet].label}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Card title="Another region">
        <form method="get" action="/operator/delivery" className="flex flex-wrap items-end gap-3">
          <Field name="region" label="Country or state" className="min-w-40 grow">
            <Select>
              <PlaceOptions />
            </Select>
          </Field>
          <Button type="submit">Open</Button>
        </form>
      </Card>
    </div>
  )
}
