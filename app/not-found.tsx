import type { Metadata } from 'next'
import { Sign } from '#components/shell/sign.tsx'

export const metadata: Metadata = { title: 'Not found' }

/**
 * Kept small: Next sends it along with every page, in case a part of that page is not there. So it is plain elements, and brings
 * no code to the browser.
 */
export default function NotFound() {
  return (
    <div className="shell">
      <header className="shell-top border-b-0 bg-transparent">
        <div className="shell-bar mx-auto max-w-phone">
          <span className="mark">
            <Sign />
          </span>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="shell-main">
        <div className="page page-phone grid grid-cols-1 content-start gap-5 pt-6 sm:pt-14">
          <div className="grid gap-2">
            <h1 className="text-large">There is nothing here</h1>
            <p className="text-lead text-muted">
              The address may be mistyped, the link may have ended, or it may belong to an account that you are not
              signed in to.
            </p>
          </div>
          <p>
            {/* oxlint-disable-next-line next/no-html-link-for-pages -- a Link is three kilobytes on every page */}
            <a href="/" className="btn">
              Go to the start
            </a>
          </p>
        </div>
      </main>
    </div>
  )
}
