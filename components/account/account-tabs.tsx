import { Tabs } from '#components/ui/tabs.tsx'

/** The pages of a person's own account. */
export function AccountTabs({ current }: { current: '/account' | '/account/sessions' }) {
  const items = [
    { href: '/account', label: 'You' },
    { href: '/account/sessions', label: 'Where you are signed in' },
  ]
  return (
    <Tabs label="Account" className="mb-5" items={items.map((item) => ({ ...item, current: item.href === current }))} />
  )
}
