import type { Metadata } from 'next'
import { stages } from '#components/site/stages.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Building2, Hospital, PawPrint } from '#components/ui/icons.tsx'

export const metadata: Metadata = {
  title: 'How it works',
  description: 'The seven stages of a second opinion, and what each of the three sides does in them.',
}

export default function HowItWorks() {
  return (
    <div className="page">
      <div className="max-w-text pt-6">
        <h1 className="text-large">How a second opinion works here</h1>
        <p className="section-lead">
          Every case takes the same way. At each moment one side holds the turn, everyone sees which, and everyone sees
          when the answer is due.
        </p>
      </div>
      <ol className="mt-10">
        {stages.map((stage, at) => (
          <li key={stage.name} className="stage-row">
            <div>
              <p className="text-small text-muted">Stage {at + 1}</p>
              <h2 className="text-title">{stage.name}</h2>
            </div>
            <div className="grid max-w-text gap-3">
              <p className="text-lead">{stage.short}</p>
              <p>
                <PawPrint className="text-turn" /> <b>You.</b> {stage.owner}
              </p>
              <p>
                <Building2 className="text-vets" /> <b>Your vet.</b> {stage.vet}
              </p>
              <p>
                <Hospital className="text-brand" /> <b>The hospital.</b> {stage.hospital}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <ForVets />
      <ForHospitals />
      <Asking />
    </div>
  )
}

function ForVets() {
  return (
    <section id="for-vets" className="section">
      <div className="prose">
        <h2>For practices</h2>
        <p>
          You need no account to answer a request: the link in the mail opens a page that says who asks, for what, and
          which records are meant. Agree to all of it, to a part, or decline with a line that the owner and the hospital
          both read.
        </p>
        <ul>
          <li>You stay the attending vet. The recommendation comes to you and your client together.</li>
          <li>You can also begin: consult a specialist and keep the case, or refer one problem.</li>
          <li>No fee goes to or from a practice for sending a patient.</li>
          <li>You see who at the hospital opened which of your records, and you can end your agreement.</li>
        </ul>
      </div>
    </section>
  )
}

function ForHospitals() {
  return (
    <section id="for-hospitals" className="section">
      <div className="prose">
        <h2>For specialist hospitals</h2>
        <p>
          A queue that is worked by keyboard. Each case shows what it asks, how complete its records are for your
          specialty, and how long your promise has left to run.
        </p>
        <ul>
          <li>
            You set services, fees and promises. Accept with an estimate, ask for what is missing, or decline with a
            reason.
          </li>
          <li>Your clock runs on your turn only, and stops while you wait for others.</li>
          <li>
            Payment goes to your own account before you write. Late beyond your promise, it goes back to the owner.
          </li>
          <li>
            Where the law asks for a patient relationship before advice, your policy says so, and the owner reads it
            before paying.
          </li>
        </ul>
      </div>
    </section>
  )
}

function Asking() {
  return (
    <section className="section" aria-labelledby="ask">
      <div className="prose">
        <h2 id="ask">How to tell your vet</h2>
        <p>Many people fear this part. Something like this is enough, and you can change the words:</p>
        <blockquote className="border-l-[3px] border-brand pl-4">
          “Before we decide, I would like a specialist to look at this as well. I want you to be part of it. You will
          get a mail from Conferral: could you agree there to share the records?”
        </blockquote>
        <p>
          <ButtonLink href="/cases/new" variant="primary" size="large">
            Ask for a second opinion
          </ButtonLink>
        </p>
      </div>
    </section>
  )
}
