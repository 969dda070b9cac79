import { signOut } from '#app/(workspace)/act-as/actions.ts'
import { AccountTabs } from '#components/account/account-tabs.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Monitor, Smartphone } from '#components/ui/icons.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { type SessionView, sessionsOf } from '#lib/auth/account.ts'
import { personPage } from '#lib/web/page.ts'
import { revokeOtherSessions, revokeSession } from '../actions.ts'

const page = personPage({
  load: async ({ db, actor }) => ({ sessions: await sessionsOf(db, actor), zone: actor.timeZone }),
  title: () => 'Where you are signed in',
  path: () => '/account/sessions',
  render: ({ view: { sessions, zone }, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Account</h1>
        <AccountTabs current="/account/sessions" />
        <Card title="Where you are signed in" flush foot={sessions.length > 1 && <AllOthers />}>
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} zone={zone} />
            ))}
          </ul>
        </Card>
        <p className="mt-4 text-small text-muted">
          A device you do not know? Sign it out: it fails with its next click. A session ends by itself after 30 days.
        </p>
      </div>
    </Workspace>
  ),
})

function SessionRow({ session, zone }: { session: SessionView; zone: string }) {
  const Shape = session.handheld ? Smartphone : Monitor
  return (
    <li className="flex items-center gap-4 px-4.5 py-3.5">
      <Shape className="text-title text-muted" />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2">
          <strong>{session.device}</strong>
          {session.current && <Pill tone="brand">This device</Pill>}
        </p>
        <p className="text-small text-muted">
          Last used <Time value={session.lastSeen} zone={zone} relative="only" /> · since{' '}
          <Time value={session.since} zone={zone} />
        </p>
      </div>
      {session.current ? (
        <form action={signOut}>
          <SubmitButton size="small" variant="secondary" className="whitespace-nowrap">
            Sign out
          </SubmitButton>
        </form>
      ) : (
        <ActionForm action={revokeSession} okMessage="toast">
          <input type="hidden" name="sessionId" value={session.id} />
          <SubmitButton
            size="small"
            variant="secondary"
            className="whitespace-nowrap"
            aria-label={`Sign out there: ${session.device}`}
          >
            Sign out there
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}

function AllOthers() {
  return (
    <ActionForm action={revokeOtherSessions} okMessage="toast" label="Sign out everywhere else">
      <SubmitButton size="small" variant="secondary">
        Sign out everywhere else
      </SubmitButton>
    </ActionForm>
  )
}

export const generateMetadata = page.metadata
export default page.Page
