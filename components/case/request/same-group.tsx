import Link from 'next/link'
import { Building2 } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { sameGroup } from '#lib/organization/groups.ts'

/** Said wherever a hospital is chosen: it and the attending vet's practice have the same owner. */
export function SameGroup({ name }: { name: string }) {
  return (
    <span className="mt-1 block font-medium text-turn">
      <Building2 /> Belongs to {name}, as your vet’s practice does
    </span>
  )
}

type Props = {
  /** Corporate group of the attending vet's practice; '' where none is known. */
  practiceGroup: string
  hospital: { name: string; groupName: string } | undefined
  href: string
}

/** The same once more where the request is read before it is sent. */
export function SameGroupNotice({ practiceGroup, hospital, href }: Props) {
  if (!hospital || !sameGroup(practiceGroup, hospital.groupName)) return null
  return (
    <Notice title={`${hospital.name} and your vet’s practice belong to the same group`}>
      Both are part of {hospital.groupName}. That is no reason against it, but a hospital of another owner looks at the
      case with other eyes.{' '}
      <Link href={href} prefetch={false} className="link">
        See other hospitals
      </Link>
    </Notice>
  )
}
