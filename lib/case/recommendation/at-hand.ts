// The records that a recommendation rests on, as people read them: a scan of five hundred slices is one line. Pure.

/** Files of names that differ in their numbers only are told together from this many on. */
const TOGETHER_FROM = 6

/** `label` is what files told together are called ("28 files, 01.dcm to 28.dcm"), or the name of the one record. */
export type AtHand<T> = { label: string; first: T; records: T[] }

/**
 * Records in the order given, those whose names differ in their numbers only ("IM-0001-0001.dcm", "IM-0001-0002.dcm" ...)
 * together where the first of them stands, by number.
 */
export function together<T extends { name: string }>(records: readonly T[]): AtHand<T>[] {
  const alike = Map.groupBy(records, ({ name }) => shapeOf(name))
  return [...alike.values()].flatMap((some) => (some.length < TOGETHER_FROM ? each(some) : [asOne(some)]))
}

/** Every record in a line of its own. */
export const each = <T extends { name: string }>(records: readonly T[]): AtHand<T>[] =>
  records.map((record) => ({ label: record.name, first: record, records: [record] }))

/** Words for a sentence, held apart by ";" as the names themselves hold commas: "bloods.pdf; 28 files, 01.dcm to 28.dcm". */
export const atHandWords = (records: readonly { name: string }[]): string =>
  together(records)
    .map(({ label }) => label)
    .join('; ')

function asOne<T extends { name: string }>(alike: T[]): AtHand<T> {
  const records = alike.toSorted((a, b) => BY_NUMBER.compare(a.name, b.name))
  const [first, last] = [records[0] as T, records.at(-1) as T]
  return { label: `${records.length} files, ${first.name} to ${last.name}`, first, records }
}

const BY_NUMBER = new Intl.Collator('en', { numeric: true })

const shapeOf = (name: string): string => name.replaceAll(/\d+/g, '#')
