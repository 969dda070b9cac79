import { Tabs } from '#components/ui/tabs.tsx'

const ITEMS = [
  { href: '/operator', label: 'Hospitals' },
  { href: '/operator/practices', label: 'Practices' },
  { href: '/operator/directory', label: 'Diplomas and groups' },
  { href: '/operator/delivery', label: 'Delivery rules' },
  { href: '/operator/storage', label: 'Room for records' },
] as const

/** What the platform's operator looks after. */
export function OperatorTabs({ current }: { current: (typeof ITEMS)[number]['href'] }) {
  return (
    <Tabs
      label="Operator"
      className="mb-5 flex-wrap"
      items={ITEMS.map((item) => ({ ...item, current: item.href === current }))}
    />
  )
}
