import {
  addPracticeSite,
  changePracticeSite,
  closePracticeSite,
} from '#app/(workspace)/practice/[slug]/settings/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { SiteView } from '#lib/organization/sites.ts'

type Props = { slug: string; sites: SiteView[]; mayEdit: boolean }

/** The places of a practice that has several. */
export function PracticeSites({ slug, sites, mayEdit }: Props) {
  return (
    <section className="grid gap-4" aria-labelledby="sites">
      <div>
        <h2 id="sites">Sites</h2>
        <p className="max-w-text text-muted">
          With several places, a case can name the one that looks after the animal: it stands on the board, on the case
          and in the mail to the vet. A case whose vet is asked at a site’s own address is that site’s by itself.
        </p>
      </div>
      {sites.length > 0 && (
        <Card flush>
          <ul className="divide-y divide-line">
            {sites.map((site) => (
              <Site key={site.id} slug={slug} site={site} mayEdit={mayEdit} />
            ))}
          </ul>
        </Card>
      )}
      {sites.length === 0 && !mayEdit && <p className="text-muted">This practice has one place only.</p>}
      {mayEdit && (
        <details>
          <summary className="link py-1">Add a site</summary>
          <Card level={3} title="Add a site" className="mt-3">
            <ActionForm action={addPracticeSite} label="Add a site" className="grid gap-4" resetOnOk>
              <input type="hidden" name="org" value={slug} />
              <SiteFields />
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

function Site({ slug, site, mayEdit }: { slug: string; site: SiteView; mayEdit: boolean }) {
  const { id, name, address, phone, email, version } = site
  return (
    <li className="px-4.5 py-3.5">
      <p className="font-bold">{name}</p>
      <p className="text-small wrap-anywhere text-muted">{[address, phone, email].filter(Boolean).join(' · ')}</p>
      {mayEdit && (
        <details className="mt-1">
          <summary className="link py-1 text-small">
            Change<span className="sr-only"> {name}</span>
          </summary>
          <ActionForm
            action={changePracticeSite}
            label={`Change ${name}`}
            className="mt-3 grid gap-4"
            okMessage="toast"
            key={version}
          >
            <input type="hidden" name="org" value={slug} />
            <input type="hidden" name="siteId" value={id} />
            <input type="hidden" name="version" value={version} />
            <SiteFields site={site} />
            <div>
              <SubmitButton pendingLabel="Saving">Save</SubmitButton>
            </div>
          </ActionForm>
          <ActionForm action={closePracticeSite} label={`Close ${name}`} className="mt-3" okMessage="toast">
            <input type="hidden" name="org" value={slug} />
            <input type="hidden" name="siteId" value={id} />
            <SubmitButton size="small" variant="quiet-danger" aria-label={`This site is closed: ${name}`}>
              This site is closed
            </SubmitButton>
          </ActionForm>
        </details>
      )}
    </li>
  )
}

function SiteFields({ site }: { site?: SiteView }) {
  return (
    <>
      <Field name="name" label="Name" hint="As your team says it, such as the part of town" required>
        <Input defaultValue={site?.name} maxLength={80} autoComplete="off" />
      </Field>
      <Field name="address" label="Address" optional>
        <Input defaultValue={site?.address} maxLength={200} autoComplete="off" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="phone" label="Phone" optional>
          <Input type="tel" defaultValue={site?.phone} maxLength={40} autoComplete="off" />
        </Field>
        <Field name="email" label="E-mail" optional>
          <Input type="email" inputMode="email" defaultValue={site?.email ?? ''} autoComplete="off" />
        </Field>
      </div>
    </>
  )
}
