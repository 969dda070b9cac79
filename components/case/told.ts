const HEARD = /"heard":"(\w+)"/
/** What these end must leave the screen at once, whatever is being typed beside it. */
const CLOSES_RECORDS = /"consent\.(?:release|agreement)Ended"/

/** Does what a live line tells of (the data of its `change`) close records to somebody? */
export const closesRecords = (told: string): boolean => CLOSES_RECORDS.test(told)

/** Is it more than a page knows that was read with this mark of the last event? What a window did itself came with its answer. */
export const isNews = (told: string, known: string): boolean => HEARD.exec(told)?.[1] !== known
