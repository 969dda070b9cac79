import { PlainPage } from '#components/account/plain-page.tsx'
import { Building2, Hospital, PawPrint } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { localPath } from '#lib/auth/next.ts'
import { personPage } from '#lib/web/page.ts'
import { actAs } from './actions.ts'

const icons = { OWNER: PawPrint, PRACTICE: Building2, HOSPITAL: Hospital }

type Choice = { id: string; label: string; kind: keyof typeof icons }

const page = personPage({
  load: async ({ actor }, _params, search) => {
    const choices: Choice[] = [
      { id: 'me', label: 'Myself, as an owner', kind: 'OWNER' },
      ...actor.hats.map(({ orgId, name, kind }) => ({ id: orgId, label: name, kind })),
    ]
    const wanted = choices.find((choice) => choice.id === search.as) ?? null
    const present = actor.hat.kind === 'OWNER' ? 'yourself' : actor.hat.name
    return { choices, wanted, present, next: localPath(search.next) }
  },
  title: () => 'Act as',
  path: () => '/act-as',
  render: ({ view: { choices, wanted, present, next } }) => (
    <PlainPage
      title={wanted ? `This belongs to ${wanted.id === 'me' ? 'you as an owner' : wanted.label}` : 'Act as'}
      lead={`You are acting as ${present} just now.`}
    >
      {wanted && (
        <form action={actAs} className="grid">
          <input type="hidden" name="next" value={next ?? ''} />
          <HatButton choice={wanted} primary />
        </form>
      )}
      {/* Where another hat would find nothing, it begins at its own start. */}
      <form action={actAs} className="grid gap-3">
        {choices
          .filter((choice) => choice !== wanted)
          .map((choice) => (
            <HatButton key={choice.id} choice={choice} />
          ))}
      </form>
    </PlainPage>
  ),
})

function HatButton({ choice, primary }: { choice: Choice; primary?: boolean }) {
  const Shape = icons[choice.kind]
  return (
    <SubmitButton name="hat" value={choice.id} size="large" variant={primary ? 'primary' : 'secondary'} wide>
      <Shape />
      {primary ? `Act as ${choice.id === 'me' ? 'yourself' : choice.label}` : choice.label}
    </SubmitButton>
  )
}

export const generateMetadata = page.metadata
export default page.Page
