import { PracticeAddresses } from '#components/organization/practice-addresses.tsx'
import { PracticeSites } from '#components/organization/practice-sites.tsx'
import { PracticeTexts } from '#components/organization/practice-texts.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { mayInOrg } from '#lib/access/policy.ts'
import { notFound } from '#lib/errors.ts'
import { readClaims } from '#lib/organization/claims.ts'
import { readSites } from '#lib/organization/sites.ts'
import { readTexts } from '#lib/organization/texts.ts'
import { orgPage } from '#lib/web/page.ts'

const SHOWN = ['PROVEN', 'ADDRESS_ONLY'] as const

const page = orgPage('org.practice', {
  path: ({ slug }) => `/practice/${slug}/settings`,
  load: async ({ db, actor, org }, _params, search) => {
    if (org.kind !== 'PRACTICE') throw notFound()
    return {
      ...{ name: org.name, slug: org.slug, mayEdit: mayInOrg(org.role, 'org.editPractice'), email: actor.email },
      claims: await readClaims(db, org),
      sites: await readSites(db, org),
      texts: await readTexts(db, org),
      mayEditTexts: mayInOrg(org.role, 'org.editTexts'),
      shown: SHOWN.find((one) => one === search.shown) ?? null,
      now: new Date(),
    }
  },
  title: ({ name }) => `About ${name}`,
  render: ({ view, shell }) => (
    <Workspace shell={shell} current={`/practice/${view.slug}/settings`}>
      <div className="page page-form grid gap-6">
        <h1 className="text-large">About {view.name}</h1>
        <PracticeAddresses {...view} zone={shell.timeZone} />
        <PracticeSites slug={view.slug} sites={view.sites} mayEdit={view.mayEdit} />
        <PracticeTexts slug={view.slug} texts={view.texts} mayEdit={view.mayEditTexts} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
