import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { PatientView } from '#lib/patient/queries.ts'
import { isoDay, kilograms, SPECIES } from '#lib/patient/rules.ts'
import { SPECIES_WORDS } from '#lib/words.ts'

/** The animal's signalment as form fields: what hospitals ask first. Only name and species are needed. */
export function PatientFields({ patient }: { patient?: PatientView }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field name="name" label="Name" required>
        <Input defaultValue={patient?.name} autoComplete="off" maxLength={80} />
      </Field>
      <Field name="species" label="Species" required>
        <Select defaultValue={patient?.species ?? ''}>
          <option value="" disabled>
            Choose…
          </option>
          {SPECIES.map((species) => (
            <option key={species} value={species}>
              {SPECIES_WORDS[species].label}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="breed" label="Breed" optional hint="Or what it looks like most: “mixed, like a collie”.">
        <Input defaultValue={patient?.breed} autoComplete="off" maxLength={120} />
      </Field>
      <Field name="weightKg" label="Weight in kg" optional hint="For example 4.2, or 0.038 for a small bird.">
        <Input defaultValue={patient?.weightGrams == null ? '' : kilograms(patient.weightGrams)} inputMode="decimal" />
      </Field>
      <Field name="sex" label="Sex">
        <Select defaultValue={patient?.sex ?? 'UNKNOWN'}>
          <option value="FEMALE">Female</option>
          <option value="MALE">Male</option>
          <option value="UNKNOWN">Not known</option>
        </Select>
      </Field>
      <Field name="neuter" label="Spayed or neutered">
        <Select defaultValue={patient?.neuter ?? 'UNKNOWN'}>
          <option value="NEUTERED">Yes</option>
          <option value="INTACT">No</option>
          <option value="UNKNOWN">Not known</option>
        </Select>
      </Field>
      <Field name="bornOn" label="Born on" optional hint="If you do not know the day, give the age instead.">
        <Input type="date" defaultValue={patient?.bornOn ? isoDay(patient.bornOn) : ''} />
      </Field>
      <div className="grid grid-cols-2 content-end gap-3">
        <Field name="ageYears" label="Age: years" optional>
          <Input inputMode="numeric" maxLength={3} />
        </Field>
        <Field name="ageMonths" label="and months" optional>
          <Input inputMode="numeric" maxLength={2} />
        </Field>
      </div>
    </div>
  )
}
