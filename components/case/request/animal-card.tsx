import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signalment, type Signalment } from '#lib/words.ts'

type Props = {
  patient: (Signalment & { name: string }) | null
  /** Where it is changed; null: nowhere any more. */
  editHref: string | null
}

/** Whose animal the request is about, among all that is reviewed before it is sent: what is wrong here is wrong everywhere. */
export function AnimalCard({ patient, editHref }: Props) {
  if (!patient) return <Notice tone="warn">No animal is named yet.</Notice>
  const said = [
    !patient.breed && 'its breed',
    patient.sex === 'UNKNOWN' && 'its sex',
    !patient.bornOn && 'its age',
    !patient.weightGrams && 'its weight',
  ].filter((one) => one !== false)
  return (
    <Card
      title="The animal"
      actions={
        editHref && (
          <Link href={editHref} prefetch={false} className="link no-print text-small">
            Change<span className="sr-only"> the animal</span>
          </Link>
        )
      }
    >
      <p>
        <b className="font-medium">{patient.name || 'No name'}</b>
        <br />
        {signalment(patient)}
      </p>
      {said.length > 0 && (
        <p className="mt-1 text-small text-muted">Not said: {new Intl.ListFormat('en').format(said)}.</p>
      )}
    </Card>
  )
}
