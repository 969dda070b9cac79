import { PublicShell } from '#components/shell/public-shell.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Users } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type DemoGroup, demoGroups } from '#lib/auth/demo.ts'
import { publicPage } from '#lib/web/page.ts'
import { signInAsDemoPerson } from './actions.ts'

const tones = { OWNER: 'owner', PRACTICE: 'practice', HOSPITAL: 'hospital', PLATFORM: 'platform' } as const
const kinds = { OWNER: '', PRACTICE: 'Practice', HOSPITAL: 'Hospital', PLATFORM: '' }

const page = publicPage({
  load: ({ db }) => demoGroups(db),
  title: () => 'Demo people',
  path: () => '/demo',
  render: ({ view: groups, shell }) => (
    <PublicShell signedIn={shell.person !== null}>
      <div className="page">
        <h1 className="text-large">Demo people</h1>
        <p className="mt-1 mb-6 max-w-text text-muted">
          This page is on your own machine only. One click signs you in as somebody; nothing here is real.
        </p>
        {groups.length === 0 ? (
          <Card>
            <EmptyState icon={Users} title="No demo people yet">
              They are made on the first start, which takes a moment.
            </EmptyState>
          </Card>
        ) : (
          <div className="grid items-start gap-5 md:grid-cols-2 lg:grid-cols-3">
            {groups.map((group) => (
              <Group key={`${group.kind} ${group.title}`} group={group} />
            ))}
          </div>
        )}
      </div>
    </PublicShell>
  ),
})

function Group({ group: { title, kind, people } }: { group: DemoGroup }) {
  return (
    <Card title={title} actions={<span className="text-small text-muted">{kinds[kind]}</span>} flush>
      <ul className="divide-y divide-line">
        {people.map(({ name, email, part }) => (
          <li key={email} className="flex items-center gap-3 px-4.5 py-3">
            <Avatar name={name} tone={tones[kind]} />
            <div className="min-w-0 grow">
              <p className="font-bold">{name}</p>
              <p className="text-small text-muted">{part}</p>
              <p className="text-small wrap-anywhere text-muted">{email}</p>
            </div>
            <form action={signInAsDemoPerson}>
              <input type="hidden" name="email" value={email} />
              <SubmitButton
                size="small"
                variant="secondary"
                className="whitespace-nowrap"
                aria-label={`Sign in as ${name}`}
              >
                Sign in
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export const generateMetadata = page.metadata
export default page.Page
