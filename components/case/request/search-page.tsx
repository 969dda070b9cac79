import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { Search } from '#components/ui/icons.tsx'
import { Input } from '#components/ui/input.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SearchResult } from '#lib/case/search.ts'
import type { CaseFrame } from '#lib/case/frame.ts'
import { CaseLines } from './case-lines.tsx'
import { RecordHits } from './record-hits.tsx'

/** Cases found by words: in the name, number, complaint, diagnosis, questions and people of a case, and in the text of its records. */
export function SearchPage({ result, side, zone }: { result: SearchResult; side: CaseFrame['side']; zone: string }) {
  const { typed, words, lines, more, records, moreRecords } = result
  return (
    <div className="page page-form grid gap-6">
      <h1 className="text-large">Search</h1>
      <form role="search" aria-label="Search again" action="/search" method="get" className="flex items-end gap-2">
        <Field name="q" label="Words, a name or a case number" className="grow">
          <Input type="search" defaultValue={typed} maxLength={200} />
        </Field>
        <Button type="submit" variant="primary">
          <Search /> Search
        </Button>
      </form>
      {typed !== '' && (
        <p role="status" className="text-muted">
          {more ? 'The best thirty' : lines.length === 1 ? 'One case' : `${lines.length || 'No'} cases`} for “{typed}”
          {records.length > 0 && `, and ${recordsWords(records.length, moreRecords)}`}
        </p>
      )}
      {lines.length > 0 && <CaseLines lines={lines} side={side} zone={zone} label="Cases found" words={words} />}
      {records.length > 0 && (
        <section aria-labelledby="in-records" className="grid gap-3">
          <h2 id="in-records">In the records</h2>
          <RecordHits hits={records} words={words} />
          {moreRecords && <p className="text-muted">There are more. Another word narrows it down.</p>}
        </section>
      )}
      {lines.length === 0 && records.length === 0 && (
        <EmptyState icon={Search} title={typed === '' ? 'Cases you find will be here' : 'No case has these words'}>
          Type the beginning of a word: an animal’s or person’s name, a number like CF-7K3M2, or something of the
          complaint or of a record. Every word must occur.
        </EmptyState>
      )}
    </div>
  )
}

const recordsWords = (count: number, more: boolean): string =>
  more ? 'the newest records' : count === 1 ? 'one record' : `${count} records`
