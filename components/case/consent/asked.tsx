import { Facts } from '#components/ui/facts.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { agreementEnd } from '#lib/case/consent/rules.ts'
import { scopeInWords } from '#lib/case/consent/scope.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'

/** Who asks, for whom, whom, why, and what the owner signed. */
export function WhatIsAsked({ view, zone }: { view: ConsentView; zone: string }) {
  const { patient, owner, hospital, why, release, now } = view
  const specialty = hospital.specialty ? `, ${SPECIALTY_WORDS[hospital.specialty].toLowerCase()}` : ''
  return (
    <>
      <Facts
        items={[
          { label: 'Patient', value: `${patient.name} · ${patient.look}` },
          { label: 'For', value: why.headline },
          { label: 'Hospital', value: `${hospital.name}${specialty}` },
          { label: `${owner} signed`, value: <OwnerSigned view={view} zone={zone} /> },
          {
            label: 'Until',
            value: (
              <>
                <Time value={agreementEnd(release, now)} detail="date" zone={zone} />, or earlier if either of you ends
                it
              </>
            ),
          },
        ]}
      />
      {(why.complaint || why.diagnosis || why.plan) && (
        <details className="text-small">
          <summary className="link inline-block py-1">What {owner} wrote</summary>
          <div className="mt-2 grid gap-2 border-l-3 border-line pl-3">
            <Said label="Why" text={why.complaint} />
            <Said label="Diagnosis so far" text={why.diagnosis} />
            <Said label="Plan so far" text={why.plan} />
          </div>
        </details>
      )}
    </>
  )
}

function OwnerSigned({ view: { release, names }, zone }: { view: ConsentView; zone: string }) {
  if (!release?.stands) return <>not yet; nothing opens before that</>
  return (
    <>
      <Time value={release.signedAt} detail="date" zone={zone} />, for {scopeInWords(release.scope, names)}
    </>
  )
}

function Said({ label, text }: { label: string; text: string }) {
  if (text === '') return null
  return (
    <div>
      <p className="text-muted">{label}</p>
      <p className="whitespace-pre-line">{text}</p>
    </div>
  )
}
