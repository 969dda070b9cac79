import Link from 'next/link'
import { Avatar } from '#components/ui/avatar.tsx'
import { LogOut, Monitor, Settings } from '#components/ui/icons.tsx'
import { Menu, MenuLine } from '#components/ui/menu.tsx'
import type { Hat, PlainAction } from './types.ts'

type Props = { person: { name: string; email: string }; hat: Hat; signOut: PlainAction }

const tones = { OWNER: 'owner', PRACTICE: 'practice', HOSPITAL: 'hospital', PLATFORM: 'platform' } as const

/** The person who is signed in: account, sessions and sign-out. */
export function AccountMenu({ person, hat, signOut }: Props) {
  return (
    <Menu
      end
      triggerClassName="shell-me"
      trigger={
        <>
          <Avatar name={person.name || person.email} tone={tones[hat.kind]} />
          <span className="sr-only">Account of {person.name || person.email}</span>
        </>
      }
    >
      <div className="px-2.5 py-1.5">
        <p className="font-bold">{person.name}</p>
        <p className="text-small break-all text-muted">{person.email}</p>
      </div>
      <MenuLine />
      <Link className="menu-item" href="/account" prefetch={false}>
        <Settings /> Account
      </Link>
      <Link className="menu-item" href="/account/sessions" prefetch={false}>
        <Monitor /> Where you are signed in
      </Link>
      <MenuLine />
      <form action={signOut}>
        <button type="submit" className="menu-item">
          <LogOut /> Sign out
        </button>
      </form>
    </Menu>
  )
}
