import Link from 'next/link'
import { RefreshWhile } from '#components/case/records/refresh-while.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { ArrowLeft, FileText, Upload } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FileView } from '#lib/case/begun/file-rules.ts'

type Props = {
  caseId: string
  files: { list: readonly FileView[]; trouble: string | null }
  /** The form that is filled in. */
  back: string
  action: FormAction
}

/** A practice's draft from a file: add it, look at what it says, put that into the form. Plain forms, which need no script. */
export function FromFile({ caseId, files: { list, trouble }, back, action }: Props) {
  const waits = list.some(({ state }) => state === 'WAITS')
  return (
    <div className="grid gap-5">
      {trouble && (
        <Notice tone="warn" role="alert">
          {trouble}
        </Notice>
      )}
      <Card title="Add a file" level={3}>
        <form
          method="post"
          action={`/api/cases/${caseId}/records/form?from=draft`}
          encType="multipart/form-data"
          aria-label="Add a file"
          className="grid gap-3"
        >
          <Field
            name="file"
            label="A PDF, a CSV table or a text"
            hint="Up to 10 MB, of this one animal, as your system prints or exports it. It becomes a record of the case, and is checked as every record is."
            required
          >
            <Input type="file" accept=".pdf,.csv,.tsv,.txt,application/pdf,text/csv,text/plain" />
          </Field>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant={list.length > 0 ? 'secondary' : 'primary'}>
              <Upload /> Add and read
            </Button>
            <ButtonLink href={back} variant="quiet">
              <ArrowLeft /> Back to the form
            </ButtonLink>
          </div>
        </form>
      </Card>
      <RefreshWhile active={waits} />
      {list.map((file) => (
        <FileCard key={file.id} caseId={caseId} file={file} action={action} />
      ))}
    </div>
  )
}

type CardProps = { caseId: string; file: FileView; action: FormAction }

function FileCard({ caseId, file, action }: CardProps) {
  const title = (
    <>
      <FileText /> <bdi className="break-words">{file.name}</bdi>
    </>
  )
  switch (file.state) {
    case 'WAITS':
      return (
        <Card title={title} level={3}>
          <p role="status">
            It is being checked and read. This takes a moment.{' '}
            <Link href={`/cases/${caseId}/request?step=file`} prefetch={false}>
              Look again
            </Link>
          </p>
        </Card>
      )
    case 'NOTHING':
      return (
        <Card title={title} level={3}>
          <p className="max-w-text">
            {file.why}{' '}
            {file.kept && <span className="text-muted">The file itself is among the records of the case.</span>}
          </p>
        </Card>
      )
    case 'READ':
      return (
        <Card title={title} level={3}>
          <Read caseId={caseId} file={file} action={action} />
        </Card>
      )
  }
}

function Read({ caseId, file, action }: Omit<CardProps, 'file'> & { file: FileView & { state: 'READ' } }) {
  const fresh = file.fields.filter(({ taken }) => !taken)
  const stays = file.fields.filter(({ taken }) => taken)
  return (
    <div className="grid gap-4">
      {fresh.length > 0 ? (
        <Facts
          items={fresh.map(({ name, said }) => ({
            label: name,
            value: <span className="line-clamp-6 max-w-text break-words whitespace-pre-line">{said}</span>,
          }))}
        />
      ) : (
        <p>Everything that was read is in the form already, or another text stands there.</p>
      )}
      {stays.length > 0 && fresh.length > 0 && (
        <p className="max-w-text text-small text-muted">
          Filled in already, and left as it is: {stays.map(({ name }) => name).join(', ')}.
        </p>
      )}
      {file.rest !== '' && (
        <details className="text-small">
          <summary>Not read into the form</summary>
          <p className="mt-1 text-muted">Nothing is guessed. It is shown to you beside the form.</p>
          <textarea
            className="control mt-2 text-small"
            aria-label={`Not read into the form, of ${file.name}`}
            rows={Math.min(8, file.rest.split('\n').length + 1)}
            defaultValue={file.rest}
            readOnly
          />
        </details>
      )}
      {file.cut && <p className="text-small text-muted">It is long: only its first part was read.</p>}
      {fresh.length > 0 && (
        <ActionForm action={action} label={`Into the form from ${file.name}`} okMessage="silent">
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="recordId" value={file.id} />
          <SubmitButton>Put this into the form</SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}
