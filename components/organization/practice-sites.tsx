import {
  addPracticeSite,
  changePracticeSite,
  closePracticeSite,
} from '#app/(workspace)/practice/[slug]/settings/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { SiteView } from '#lib/organization/sites.ts'
import { KeptLine, KeptList } from './kept-list.tsx'

type Props = { slug: string; sites: SiteView[]; mayEdit: boolean }

/** The places of a practice that has several. */
export function PracticeSites({ slug, sites, mayEdit }: Props) {
  return (
    <KeptList
      id="sites"
      title="Sites"
      lead="With several places, a case can name the one that looks after the animal: it stands on the board, on the case and in the mail to the vet. A case whose vet is asked at a site’s own address is that site’s by itself."
      none="This practice has one place only."
      add={{ words: 'Add a site', action: addPracticeSite, fields: <SiteFields /> }}
      {...{ slug, mayEdit }}
    >
      {sites.map((site) => (
        <KeptLine
          key={site.id}
          name={site.name}
          row={{ field: 'siteId', id: site.id, version: site.version }}
          change={{ action: changePracticeSite, fields: <SiteFields site={site} /> }}
          takeOff={{ action: closePracticeSite, words: 'This site is closed' }}
          {...{ slug, mayEdit }}
        >
          <p className="font-bold">{site.name}</p>
          <p className="text-small wrap-anywhere text-muted">
            {[site.address, site.phone, site.email].filter(Boolean).join(' · ')}
          </p>
        </KeptLine>
      ))}
    </KeptList>
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
