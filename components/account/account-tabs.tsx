import { Tabs } from '#components/ui/tabs.tsx'

/** The pages of a person's own account. */
export function AccountTabs({ current }: { current: '/account' | '/account/sessions' | '/account/data' }) {
  const items = [
    { href: '/account', label: 'You' },
    { href: '/account/sessions', label: 'Where you are signed in' },
    { href: '/account/data', label: 'Your data' },
  ]
  return (
    <Tabs label="Account" className="mb-5" items={items.map((item) => ({ ...item, current: item.href === current }))} />
  )
}
