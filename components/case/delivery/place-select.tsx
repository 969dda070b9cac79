import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { PLACES } from '#lib/case/delivery/places.ts'

/** Where the animal lives, as one list, so that it works without a script: rules about advice from afar depend on it. */
export function PlaceSelect({ patient, value }: { patient: string; value: string }) {
  return (
    <Field
      name="livesIn"
      label={`Where does ${patient} live?`}
      hint="What a vet may advise from afar depends on the place. In Australia, Canada and the United States, choose the state."
      optional
    >
      <Select defaultValue={value} autoComplete="off">
        <option value="">Not said</option>
        <PlaceOptions />
      </Select>
    </Field>
  )
}

/** Countries by name, then the states of those whose rules differ within. */
export function PlaceOptions() {
  return (
    <>
      <optgroup label="Countries">
        {PLACES.countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </optgroup>
      {PLACES.parts.map(({ of, places }) => (
        <optgroup key={of} label={of}>
          {places.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
}
