import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Table } from '#components/ui/table.tsx'
import { bytesWords } from '#lib/case/records/rules.ts'
import { LIMIT_KINDS, LIMIT_WORDS, type LimitKind } from '#lib/operator/schema.ts'
import type { StorageRow } from '#lib/operator/storage.ts'

/** How much may be kept and is, and a form to change it. */
export function StorageLimits({ rows, action }: { rows: StorageRow[]; action: FormAction }) {
  const kinds = rows.filter(({ key }) => !key.includes(':'))
  const single = rows.filter(({ key }) => key.includes(':'))
  return (
    <div className="grid gap-5">
      <Card title="How much may be kept" flush>
        <Table caption="How much may be kept">
          <thead>
            <tr>
              <th scope="col">By</th>
              <th scope="col" className="cell-end">
                Records
              </th>
              <th scope="col" className="cell-end">
                Bytes
              </th>
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ key, mostRecords, mostBytes }) => (
              <tr key={key}>
                <th scope="row">{LIMIT_WORDS[key as LimitKind] ?? key}</th>
                <td className="cell-end num">{mostRecords?.toLocaleString('en')}</td>
                <td className="cell-end num">{mostBytes !== null && bytesWords(mostBytes)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Change action={action} />
      {single.length > 0 && <Single rows={single} />}
    </div>
  )
}

function Change({ action }: { action: FormAction }) {
  return (
    <Card title="Change a limit">
      <ActionForm action={action} label="Change a limit" okMessage="toast" className="grid gap-4">
        <Field name="kind" label="For" required>
          <Select>
            {LIMIT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {LIMIT_WORDS[kind]}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          name="named"
          label="Only this one"
          hint="A case’s number, an organization’s short name as in its address, or an e-mail address. Empty: all that have no limit of their own."
          optional
        >
          <Input autoComplete="off" maxLength={254} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="records" label="Records" required>
            <Input type="number" min={0} step={1} />
          </Field>
          <Field name="gigabytes" label="Gigabytes" required>
            <Input type="number" min={0} step="any" />
          </Field>
        </div>
        <div>
          <SubmitButton pendingLabel="Saving">Save the limit</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}

function Single({ rows }: { rows: StorageRow[] }) {
  return (
    <Card title="Limits of their own, and who keeps most" flush>
      <Table caption="Limits of their own, and who keeps most">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col" className="cell-end">
              Records
            </th>
            <th scope="col" className="cell-end">
              Bytes
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, records, bytes, mostRecords, mostBytes, own }) => (
            <tr key={key}>
              <th scope="row">
                {name} {own && <Pill tone="brand">Own limit</Pill>}
              </th>
              <td className="cell-end num">
                {records.toLocaleString('en')} of {mostRecords?.toLocaleString('en') ?? 'any'}
              </td>
              <td className="cell-end num">
                {bytesWords(bytes)} of {mostBytes === null ? 'any' : bytesWords(mostBytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
