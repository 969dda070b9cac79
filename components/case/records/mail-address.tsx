import { renewMailAddress } from '#app/(workspace)/cases/[caseId]/records/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Mail } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { AddressView } from '#lib/case/records/by-mail/address.ts'

type Props = {
  caseId: string
  view: AddressView
  /** The mailed link's token, where the page was opened by it. */
  link?: string | undefined
}

/** The other way in: an address of the reader's own, whose mail becomes records. */
export function MailAddress({ caseId, view, link }: Props) {
  return (
    <section aria-labelledby="by-mail" className="card grid gap-2 p-4">
      <h2 id="by-mail" className="flex items-center gap-2 text-body">
        <Mail className="text-muted" /> Or forward the mail
      </h2>
      {'closed' in view ? (
        <p className="max-w-text text-small text-muted">
          Your consent has ended, so mail to your address is not taken. Once you have signed again, it is.
        </p>
      ) : (
        <Open caseId={caseId} address={view.address} link={link} />
      )}
    </section>
  )
}

function Open({ caseId, address, link }: { caseId: string; address: string; link?: string | undefined }) {
  return (
    <>
      <p className="max-w-text text-small text-muted">
        Results that came by mail need no saving first: forward them here. What is attached is checked and added as
        yours, and the sender is told what was taken.
      </p>
      <p className="flex flex-wrap items-center gap-2">
        <a href={`mailto:${address}`} className="link num break-all">
          {address}
        </a>
        <CopyButton text={address}>Copy</CopyButton>
      </p>
      <details className="text-small">
        <summary className="w-fit cursor-pointer text-muted hover:text-ink">Who can use this address?</summary>
        <div className="mt-2 grid max-w-text gap-3">
          <p>
            Whoever knows it can add files to this case, and can see nothing of it. You may give it to a laboratory or
            to whoever has the images. If it came into wrong hands, take a new one: the old one stops at once.
          </p>
          <ActionForm action={renewMailAddress} label="Take a new address">
            <input type="hidden" name="caseId" value={caseId} />
            {link && <input type="hidden" name="link" value={link} />}
            <SubmitButton variant="secondary" size="small" pendingLabel="Making it…">
              Take a new address
            </SubmitButton>
          </ActionForm>
        </div>
      </details>
    </>
  )
}
