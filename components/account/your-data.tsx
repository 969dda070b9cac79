import { requestSignIn } from '#app/(auth)/actions.ts'
import { askToBeForgotten, callErasureOff } from '#app/(workspace)/account/data/actions.ts'
import { ActionForm } from '#components/ui/action-form.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Download, Mail } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ErasureView } from '#lib/person/erasure.ts'

export type YourDataView = {
  personId: string
  email: string
  /** Both ask for a sign-in of a moment ago. */
  recent: boolean
  minutes: number
  erasure: ErasureView
  zone: string
}

/** What a person can do about all that is held of them: take it along, and be forgotten. */
export function YourData({ view }: { view: YourDataView }) {
  const { erasure, recent } = view
  return (
    <div className="grid gap-5">
      {!recent && <SignInAnew {...view} />}
      <Card title="Take your data along">
        <div className="grid max-w-text gap-3">
          <p>
            One zip file with everything that is held of you: your profile, where you are signed in, your animals, your
            cases as you may read them with messages, consents and payments, and the files that you added. For programs
            (JSON), with a page that says what is what.
          </p>
          {recent && (
            <div>
              <a href={`/api/people/${view.personId}/export`} className={buttonClass({})} download>
                <Download /> Download everything
              </a>
            </div>
          )}
        </div>
      </Card>
      {erasure.asked ? <Asked view={view} /> : <BeForgotten view={view} />}
    </div>
  )
}

function SignInAnew({ email, minutes }: YourDataView) {
  return (
    <Notice title="For this, please sign in anew">
      <p>
        To take everything along, or to be forgotten, we ask for a sign-in of the last {minutes} minutes: a device that
        was left open is not enough.
      </p>
      <ActionForm action={requestSignIn} label="Sign in anew" className="mt-3">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="next" value="/account/data" />
        <SubmitButton variant="secondary" pendingLabel="Sending…">
          <Mail /> Mail me a link
        </SubmitButton>
      </ActionForm>
    </Notice>
  )
}

function Asked({ view: { erasure, zone } }: { view: YourDataView }) {
  if (!erasure.asked) return null
  return (
    <Card title="Be forgotten">
      <div className="grid max-w-text gap-3">
        <Notice tone="warn" title="You asked to be forgotten">
          It is done on <Time value={erasure.asked.dueAt} zone={zone} relative />. Until then everything works as it
          does, and you can call it off.
        </Notice>
        <Blocks blocks={erasure.blocks} title="It waits for this" />
        <ActionForm action={callErasureOff} okMessage="toast" label="Call it off">
          <SubmitButton variant="secondary" pendingLabel="Calling off">
            Call it off, and keep my account
          </SubmitButton>
        </ActionForm>
      </div>
    </Card>
  )
}

function BeForgotten({ view: { erasure, recent } }: { view: YourDataView }) {
  return (
    <Card title="Be forgotten">
      <div className="grid max-w-text gap-4">
        <p>
          You can have what identifies you removed. Seven days after you ask it is done; until then you can call it off.
        </p>
        <div>
          <h3 className="font-medium">What goes</h3>
          <ul className="list-disc pl-5">
            <li>your name, mail address and phone number, your sign-ins, and your places in teams;</li>
            <li>requests that you never sent, with their files, and animals that are in no case;</li>
            <li>
              owning animals with others: you leave theirs, and an animal whose first owner you are goes for the others,
              too;
            </li>
            <li>your name beside what you wrote and added in your cases: there it says “Former owner”.</li>
          </ul>
        </div>
        <div>
          <h3 className="font-medium">What must stay</h3>
          <ul className="list-disc pl-5">
            <li>consents that you signed, with your name on them: they prove who allowed what;</li>
            <li>payments and the log of each case, by numbers;</li>
            <li>
              the file of a case that you sent, its records and its recommendation: vets must keep these for years. They
              go when that time has ended.
            </li>
            <li>what you signed as a vet or specialist.</li>
          </ul>
        </div>
        <Blocks blocks={erasure.blocks} title="Before you can ask" />
        {erasure.blocks.length === 0 && recent && (
          <ActionForm action={askToBeForgotten} label="Be forgotten" className="grid gap-3">
            <Checkbox name="understood" label="I have read what goes and what must stay" required />
            <div>
              <SubmitButton variant="danger" pendingLabel="Asking">
                Ask to be forgotten
              </SubmitButton>
            </div>
          </ActionForm>
        )}
      </div>
    </Card>
  )
}

function Blocks({ blocks, title }: { blocks: string[]; title: string }) {
  if (blocks.length === 0) return null
  return (
    <Notice tone="warn" title={title}>
      <ul className="grid list-disc gap-1 pl-5">
        {blocks.map((block) => (
          <li key={block}>{block}</li>
        ))}
      </ul>
    </Notice>
  )
}
