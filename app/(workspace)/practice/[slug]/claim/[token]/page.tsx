import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { claimOfToken } from '#lib/organization/claims.ts'
import { orgPage } from '#lib/web/page.ts'
import { proveAddress } from '../../settings/actions.ts'

// Opening this page shows nothing to be anybody's: mail scanners open every link. The press does, by an admin who is signed in.
const page = orgPage('org.editPractice', {
  path: ({ slug, token }) => `/practice/${slug}/claim/${token}`,
  load: async ({ db, org }, { token = '' }) => ({
    claim: await claimOfToken(db, org, token),
    name: org.name,
    slug: org.slug,
  }),
  title: () => 'An address of your practice',
  render: ({ view: { claim, name, slug }, shell }) => (
    <Workspace shell={shell} current={`/practice/${slug}/settings`}>
      <div className="page page-form grid gap-5">
        <h1 className="text-large">
          Is {claim.address} an address of {name}?
        </h1>
        <Card>
          <p className="max-w-text">
            {claim.scope === 'DOMAIN' ? (
              <>
                With this press every address at <b>{claim.domain}</b> counts as yours, as far as nobody else uses it
                here.
              </>
            ) : (
              <>
                With this press <b>{claim.address}</b> counts as yours.
              </>
            )}{' '}
            Cases whose vet was asked there by mail come to your board, and the next ones do, too.
          </p>
          <ActionForm action={proveAddress} label="Confirm the address" className="mt-4">
            <input type="hidden" name="org" value={slug} />
            <input type="hidden" name="token" value={claim.token} />
            <SubmitButton size="large" wide pendingLabel="Confirming">
              Yes, it is ours
            </SubmitButton>
          </ActionForm>
        </Card>
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
