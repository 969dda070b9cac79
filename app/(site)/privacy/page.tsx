import type { Metadata } from 'next'

export const metadata: Metadata = {
  title: 'Privacy',
  description: 'What Conferral keeps, who may see it, and how you end it.',
}

export default function Privacy() {
  return (
    <div className="page">
      <article className="prose pt-6">
        <h1 className="text-large">Privacy, in plain words</h1>
        <p className="text-muted">What we keep, who may see it, and how you end it.</p>

        <h2>What we keep</h2>
        <ul>
          <li>Your name and mail address, and how you signed in. There is no password to steal.</li>
          <li>What you tell about your animal, your questions, and the messages of your case.</li>
          <li>
            The records that you or your vet add: files, images, and what can be read from them (date, kind of study).
          </li>
          <li>Payments: amount, date, and a reference. Your card number goes to Stripe and never reaches us.</li>
          <li>A log of each case: who did what, and who opened which record.</li>
        </ul>

        <h2>Who may see it</h2>
        <ul>
          <li>The people on your case: you, whom you invite, your vet’s practice, and the one hospital you chose.</li>
          <li>
            A record that your practice holds opens to the hospital only when you have released it and your vet has
            agreed.
          </li>
          <li>A message opens to the readers that it names when it is written, and to nobody more later.</li>
          <li>Those who run Conferral have no standing access to cases.</li>
          <li>We sell nothing, show no advertising, and load nothing from other companies to watch you.</li>
        </ul>

        <h2>How you end it</h2>
        <ul>
          <li>
            You can revoke a release at any time; your vet can end their agreement. The hospital’s next click finds the
            door closed. A link to a file lives one minute at most.
          </li>
          <li>
            What a signed recommendation relied on stays listed by name and fingerprint, so that the document remains
            honest. The file itself can no longer be opened through it.
          </li>
          <YourData />
        </ul>

        <h2>Cookies and this device</h2>
        <p>
          One cookie keeps you signed in. What you are typing may be kept on this device until it is saved, so that a
          lost connection costs you nothing. That is all.
        </p>

        <h2>Asking us</h2>
        <p>
          Reply to any mail from Conferral. A person reads it. You can ask what we hold about you, and have it
          corrected.
        </p>
      </article>
    </div>
  )
}

function YourData() {
  return (
    <>
      <li>
        On your account’s page “Your data” you can take along everything that is held of you, and ask to be forgotten:
        after seven days what identifies you is removed. The log of the case keeps its order with numbers in place of
        your name; what you signed keeps it, as proof.
      </li>
      <li>
        Clinics must keep their own medical files for some years: seven unless they say otherwise. Then what a case said
        is removed for everybody on it.
      </li>
    </>
  )
}
