import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import Link from 'next/link'
import { ButtonLink } from '#components/ui/button.tsx'
import { Menu as MenuIcon, Siren } from '#components/ui/icons.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { Mark } from './mark.tsx'

const pages = [
  { href: '/how-it-works', label: 'How it works' },
  { href: '/is-it-right', label: 'Is it right for me?' },
  { href: '/hospitals', label: 'Hospitals' },
  { href: '/emergency', label: 'Emergency' },
] as const

type Props = {
  /** The address of the page shown, to mark it in the navigation. */
  current?: string
  /** Someone signed in is led home rather than to the sign-in. */
  signedIn?: boolean
  /** A page with nothing around it but the mark: sign-in, a mailed link. */
  bare?: boolean
  /** A page as wide as a case, above which the mark stands at the edge. */
  wide?: boolean
  children: ReactNode
}

/** The frame of pages that need no account. */
export function PublicShell({ current, signedIn, bare, wide, children }: Props) {
  return (
    <div className="shell">
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <header className={clsx('shell-top', bare && 'border-b-0 bg-transparent')}>
        <div className={clsx('shell-bar', !wide && 'mx-auto', !wide && (bare ? 'max-w-phone' : 'max-w-page'))}>
          <Mark href={bare ? null : '/'} />
          {!bare && <PublicNavigation current={current} signedIn={signedIn} />}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="shell-main">
        {children}
      </main>
      {!bare && <PublicFoot />}
    </div>
  )
}

function PublicNavigation({ current, signedIn }: Pick<Props, 'current' | 'signedIn'>) {
  const links = pages.map((page) => (
    <Link key={page.href} href={page.href} prefetch={false} aria-current={page.href === current ? 'page' : undefined}>
      {page.label}
    </Link>
  ))
  return (
    <>
      <nav aria-label="Main" className="shell-nav ml-auto max-md:hidden">
        {links}
      </nav>
      <ButtonLink href={signedIn ? '/home' : '/sign-in'} size="small" className="max-md:ml-auto">
        {signedIn ? 'Your cases' : 'Sign in'}
      </ButtonLink>
      <span className="md:hidden">
        <Menu end label="Pages" variant="quiet" size="small" iconOnly trigger={<MenuIcon />}>
          {pages.map((page) => (
            <Link key={page.href} href={page.href} prefetch={false} className="menu-item">
              {page.label}
            </Link>
          ))}
        </Menu>
      </span>
    </>
  )
}

function PublicFoot() {
  return (
    <footer className="shell-foot">
      <div className="mx-auto grid max-w-page gap-4 px-6 py-8 max-sm:px-4 sm:grid-cols-[1fr_auto]">
        <p className="max-w-text">
          <Siren className="text-danger" /> Conferral is not for emergencies. If your animal is in danger now,{' '}
          <Link href="/emergency" prefetch={false} className="link">
            go to an emergency clinic
          </Link>{' '}
          first. A second opinion does not replace an examination, and nothing is prescribed here.
        </p>
        <nav aria-label="More" className="flex flex-wrap gap-x-5 gap-y-2">
          {[...pages, { href: '/privacy', label: 'Privacy' }].map((page) => (
            <Link
              key={page.href}
              href={page.href}
              prefetch={false}
              className="inline-block py-1 underline-offset-2 hover:underline"
            >
              {page.label}
            </Link>
          ))}
        </nav>
      </div>
    </footer>
  )
}
