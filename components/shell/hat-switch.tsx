import { Building2, Check, ChevronDown, Hospital, PawPrint, Shield } from '#components/ui/icons.tsx'
import { Menu, MenuTitle } from '#components/ui/menu.tsx'
import type { Hat, HatChoice, PlainAction } from './types.ts'

const icons = { OWNER: PawPrint, PRACTICE: Building2, HOSPITAL: Hospital, PLATFORM: Shield }

/** Says in whose name the person acts, and lets them change it: each choice posts its `id` as `hat`. */
export function HatSwitch({ hat, hats, actAs }: { hat: Hat; hats: HatChoice[]; actAs: PlainAction }) {
  const Shape = icons[hat.kind]
  const said = (
    <>
      <span className="hat-lead text-muted">Acting as</span> <Shape className="text-muted" /> <b>{hat.label}</b>
    </>
  )
  if (hats.length < 2) return <span className="hat">{said}</span>
  return (
    <Menu
      triggerClassName="hat hat-button"
      trigger={
        <>
          {said}
          <ChevronDown className="text-muted" />
        </>
      }
    >
      <MenuTitle>Act as</MenuTitle>
      <form action={actAs}>
        {hats.map((choice) => {
          const Kind = icons[choice.kind]
          const current = choice.kind === hat.kind && choice.label === hat.label
          return (
            <button
              key={choice.id}
              type="submit"
              name="hat"
              value={choice.id}
              className="menu-item"
              aria-current={current || undefined}
            >
              <Kind />
              <span className="grow">{choice.label}</span>
              {current && <Check label="Current" />}
            </button>
          )
        })}
      </form>
    </Menu>
  )
}
