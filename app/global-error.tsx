'use client'
import './globals.css'

/** The last page there is: shown when even the frame around pages failed, so it leans on nothing else of ours. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main className="page page-form">
          <title>Conferral is not answering</title>
          <h1>Conferral is not answering</h1>
          <p className="mt-2">Something on our side failed. What you saved is safe. Wait a moment, then try again.</p>
          <p className="mt-4">
            <button type="button" className="btn btn-primary" onClick={() => window.location.reload()}>
              Try again
            </button>
          </p>
          {error.digest && <p className="mt-4 text-small text-muted">For our support: {error.digest}</p>}
        </main>
      </body>
    </html>
  )
}
