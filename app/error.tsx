'use client'

type Props = {
  error: Error & { digest?: string }
  /** Asks the server for the page anew. */
  retry: () => void
}

/**
 * Something of ours failed while the page was made. `digest` finds it in the log. Every page carries this one along, so it uses
 * nothing but plain elements; the way out loads anew on purpose.
 */
export default function PageError({ error, retry }: Props) {
  return (
    <div className="page page-form">
      <div className="card empty" role="alert">
        <h1>This page could not be shown</h1>
        <p className="empty-text">
          Something on our side is not answering. What you saved is safe. Wait a moment, then try again.
        </p>
        <div className="mt-2 flex flex-wrap justify-center gap-2">
          <button type="button" className="btn btn-primary" onClick={retry}>
            Try again
          </button>
          <a href="/" className="btn">
            Go to the start
          </a>
        </div>
        {error.digest && <p className="mt-3 text-tiny text-muted">For our support: {error.digest}</p>}
      </div>
    </div>
  )
}
