import type { ReactNode } from 'react'
import Link from 'next/link'
import { ButtonLink } from '#components/ui/button.tsx'
import { Search } from '#components/ui/icons.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Toasts } from '#components/ui/toast.tsx'
import { AccountMenu } from './account-menu.tsx'
import { HatSwitch } from './hat-switch.tsx'
import { Mark } from './mark.tsx'
import { SlashKey } from './slash-key.tsx'
import type { Hat, HatChoice, NavItem, PlainAction } from './types.ts'

type Props = {
  person: { name: string; email: string }
  hat: Hat
  hats: HatChoice[]
  nav: NavItem[]
  /** Receives the chosen hat's id as `hat`. */
  actAs: PlainAction
  signOut: PlainAction
  /** Where the mark leads. */
  homeHref?: string
  /** Where a search goes, as `?q=`; null leaves the box out. */
  searchHref?: string | null
  children: ReactNode
}

/** The signed-in frame: whose name one acts in, where one can go, search, account. Its children are the page. */
export function AppShell({ person, hat, hats, nav, actAs, signOut, children, ...props }: Props) {
  const { homeHref = '/home', searchHref = '/search' } = props
  return (
    <div className="shell shell-app">
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <header className="shell-top">
        <div className="shell-bar">
          <Mark href={homeHref} />
          <div className="shell-hat">
            <HatSwitch hat={hat} hats={hats} actAs={actAs} />
          </div>
          {nav.length > 0 && <Navigation items={nav} />}
          {searchHref && <Find href={searchHref} />}
          <AccountMenu person={person} hat={hat} signOut={signOut} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="shell-main">
        {children}
      </main>
      <Toasts />
    </div>
  )
}

function Navigation({ items }: { items: NavItem[] }) {
  return (
    <nav aria-label="Main" className="shell-nav">
      {items.map((item) => (
        <Link key={item.href} href={item.href} prefetch={false} aria-current={item.current ? 'page' : undefined}>
          {item.label}
          {item.count !== undefined && <span className="tab-count num">{item.count}</span>}
        </Link>
      ))}
    </nav>
  )
}

function Find({ href }: { href: string }) {
  return (
    <>
      <form role="search" aria-label="Cases and records" action={href} method="get" className="find">
        <input id="shell-search" type="search" name="q" aria-label="Search cases and records" placeholder="Search" />
        <Search />
        <Kbd>/</Kbd>
        <SlashKey target="shell-search" />
      </form>
      <span className="find-link ml-auto">
        <ButtonLink href={href} variant="quiet" size="small" iconOnly aria-label="Search cases and records">
          <Search />
        </ButtonLink>
      </span>
    </>
  )
}
