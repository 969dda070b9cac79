import { Checkbox } from '#components/ui/checkbox.tsx'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Input } from '#components/ui/input.tsx'
import type { ConsentView } from '#lib/case/consent/queries.ts'
import { MOST_ITEMS } from '#lib/case/consent/schema.ts'
import { EVERYTHING, isEverything, RECORD_KINDS, type Scope } from '#lib/case/consent/scope.ts'
import type { ThingView } from '#lib/case/consent/things.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

// What is shared: everything, by kind and day, or record by record. Without JavaScript each choice shows what belongs to it.

/** Kinds, days, and single records left out. Boxes that are ticked stand for what is shared; of the last list, for what is not. */
export function KindsAndDays({
  scope,
  things,
  legend,
}: {
  scope: Scope
  things: readonly ThingView[]
  legend: string
}) {
  const undated = things.filter(({ day }) => day === null).length
  return (
    <div className="grid gap-4">
      <Fieldset name="kinds[]" legend={legend}>
        <div className="grid grid-cols-2 gap-x-4">
          {RECORD_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              name="kinds[]"
              value={kind}
              label={RECORD_KIND_WORDS[kind]}
              defaultChecked={scope.kinds.includes(kind)}
            />
          ))}
        </div>
      </Fieldset>
      <div className="grid gap-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field name="from" label="Records from" optional>
            <Input type="date" defaultValue={scope.from ?? ''} min="1900-01-01" />
          </Field>
          <Field name="to" label="Up to" optional>
            <Input type="date" defaultValue={scope.to ?? ''} min="1900-01-01" />
          </Field>
        </div>
        <p className="field-hint">
          By the day that a record is of: of the images, the results, the event. A record without a day stays closed
          when you give one here{undated > 0 && ` (now ${undated === 1 ? 'one' : undated} of them)`}.
        </p>
      </div>
      {things.length > 0 && (
        <details open={scope.pick === 'EXCEPT'}>
          <summary className="link inline-block py-1">Leave single records out</summary>
          <div className="mt-2">
            <ThingList
              name="leaveOut[]"
              legend="Leave these out"
              things={things}
              ticked={scope.pick === 'EXCEPT' ? scope.items : []}
            />
          </div>
        </details>
      )}
    </div>
  )
}

type ListProps = { name: string; legend: string; things: readonly ThingView[]; ticked: readonly string[] }

/** Files, studies, lines of history and sheets to tick, under their kinds. */
export function ThingList({ name, legend, things, ticked }: ListProps) {
  const shown = things.slice(0, MOST_ITEMS)
  const kinds = RECORD_KINDS.filter((kind) => shown.some((thing) => thing.kind === kind))
  return (
    <Fieldset name={name} legend={legend}>
      <div className="relative grid max-h-96 gap-3 overflow-y-auto rounded-m border border-line px-3 py-2">
        {kinds.map((kind) => (
          <div key={kind} role="group" aria-label={RECORD_KIND_WORDS[kind]}>
            <p className="text-small font-bold text-muted" aria-hidden>
              {RECORD_KIND_WORDS[kind]}
            </p>
            {shown
              .filter((thing) => thing.kind === kind)
              .map((thing) => (
                <Checkbox
                  key={thing.id}
                  name={name}
                  value={thing.id}
                  defaultChecked={ticked.includes(thing.id)}
                  className="min-w-0"
                  label={<Words thing={thing} />}
                />
              ))}
          </div>
        ))}
      </div>
      {things.length > MOST_ITEMS && (
        <p className="field-hint mt-1">
          These are the first {MOST_ITEMS}. Older records can be left out on their own pages, or by kind and day.
        </p>
      )}
    </Fieldset>
  )
}

function Words({ thing: { name, detail, said, holder } }: { thing: ThingView }) {
  const more = [detail, said ?? 'no day known', holder === 'PRACTICE' ? 'from the practice' : '']
  return (
    <span className="break-words">
      <bdi>{name}</bdi> <span className="text-small text-muted">{more.filter(Boolean).join(' · ')}</span>
    </span>
  )
}

/** The owner's three ways to say what may be read. */
export function ShareChoice({ view }: { view: Pick<ConsentView, 'release' | 'things' | 'vet'> }) {
  const { release, things, vet } = view
  const scope = release?.scope ?? EVERYTHING
  const begins = isEverything(scope) ? 'ALL' : scope.pick === 'ONLY' && things.length > 0 ? 'ONLY' : 'SOME'
  return (
    <Fieldset name="share" legend="What may be read" hint="All is best: what looks unimportant is often what helps.">
      <ChoiceCard
        value="ALL"
        title="Everything"
        hint={`All records, also those that you or ${vet.practice} add later`}
        defaultChecked={begins === 'ALL'}
      />
      <ChoiceCard
        value="SOME"
        title="By kind and day"
        hint="You choose which kinds, from when to when, and what stays out"
        defaultChecked={begins === 'SOME'}
        more={<KindsAndDays legend="Which kinds" scope={scope.kinds.length > 0 ? scope : EVERYTHING} things={things} />}
      />
      {things.length > 0 && (
        <ChoiceCard
          value="ONLY"
          title="Only single records"
          hint="Nothing that is added later is shared, unless you sign again"
          defaultChecked={begins === 'ONLY'}
          more={
            <ThingList
              name="only[]"
              legend="Share only these"
              things={things}
              ticked={scope.pick === 'ONLY' ? scope.items : []}
            />
          }
        />
      )}
    </Fieldset>
  )
}
