import { Mail } from '#components/ui/icons.tsx'
import { mailtoOf, tellings } from '#lib/case/telling.ts'
import { Script } from './script.tsx'

type Props = {
  names: Parameters<typeof tellings>[0]
  /** Where a mail would go; '' while it is not known. */
  address: string
}

/** Words for the talk with one's vet: three ways, each to be changed, copied, mailed or printed. */
export function TellingYourVet({ names, address }: Props) {
  const subject = `${names.patient}: a second opinion, together with you`
  return (
    <div className="grid gap-4">
      {tellings(names).map(({ id, title, text }) => (
        <section key={id} className="grid gap-2" aria-label={title}>
          <h3 className="text-base font-medium">{title}</h3>
          <Script text={text} label={`Words for your vet: ${title}`} />
          {id === 'mail' && (
            <p>
              <a className="link" href={mailtoOf(address, subject, text)}>
                <Mail /> Open it in your own mail
              </a>
            </p>
          )}
        </section>
      ))}
      <p className="text-small text-muted">
        Change the words as you like: they stay on this page, and nothing is sent from here. With your browser’s print
        you take them along on paper.
      </p>
    </div>
  )
}
