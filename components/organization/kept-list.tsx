import type { ReactNode } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'

// What a practice keeps a list of (its sites, its own texts): read by the team, changed by who may.

type ListProps = {
  /** The practice's short name, as in its address. */
  slug: string
  id: string
  title: string
  lead: ReactNode
  /** What somebody who may not add reads where there is nothing. */
  none: string
  mayEdit: boolean
  add: { words: string; action: FormAction; fields: ReactNode }
  /** KeptLines; none: nothing yet. */
  children: ReactNode[]
}

/** The list, and the form that adds to it. */
export function KeptList({ slug, id, title, lead, none, mayEdit, add, children }: ListProps) {
  return (
    <section className="grid gap-4" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className="max-w-text text-muted">{lead}</p>
      </div>
      {children.length > 0 && (
        <Card flush>
          <ul className="divide-y divide-line">{children}</ul>
        </Card>
      )}
      {children.length === 0 && !mayEdit && <p className="text-muted">{none}</p>}
      {mayEdit && (
        <details>
          <summary className="link py-1">{add.words}</summary>
          <Card level={3} title={add.words} className="mt-3">
            <ActionForm action={add.action} label={add.words} className="grid gap-4" resetOnOk>
              <input type="hidden" name="org" value={slug} />
              {add.fields}
              <div>
                <SubmitButton pendingLabel="Adding">Add it</SubmitButton>
              </div>
            </ActionForm>
          </Card>
        </details>
      )}
    </section>
  )
}

type LineProps = {
  slug: string
  name: string
  /** The field that names the line in both forms. */
  row: { field: string; id: string; version: number }
  mayEdit: boolean
  change: { action: FormAction; fields: ReactNode }
  takeOff: { action: FormAction; words: string }
  /** How the line reads. */
  children: ReactNode
}

/** One line, the form that changes it, and the press that takes it off. */
export function KeptLine({ slug, name, row, mayEdit, change, takeOff, children }: LineProps) {
  const which = (
    <>
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name={row.field} value={row.id} />
    </>
  )
  return (
    <li className="px-4.5 py-3.5">
      {children}
      {mayEdit && (
        <details className="mt-1">
          <summary className="link py-1 text-small">
            Change<span className="sr-only"> {name}</span>
          </summary>
          <ActionForm
            action={change.action}
            label={`Change ${name}`}
            className="mt-3 grid gap-4"
            okMessage="toast"
            key={row.version}
          >
            {which}
            <input type="hidden" name="version" value={row.version} />
            {change.fields}
            <div>
              <SubmitButton pendingLabel="Saving">Save</SubmitButton>
            </div>
          </ActionForm>
          <ActionForm action={takeOff.action} label={`${takeOff.words}: ${name}`} className="mt-3" okMessage="toast">
            {which}
            <SubmitButton size="small" variant="quiet-danger" aria-label={`${takeOff.words}: ${name}`}>
              {takeOff.words}
            </SubmitButton>
          </ActionForm>
        </details>
      )}
    </li>
  )
}
