import type { ItemInput } from '#lib/case/records/readiness/item-form.ts'
import type { ServiceKey } from './cast.ts'

/** What a hospital asks for beside the usual list. */
type Asked = Pick<ItemInput, 'name' | 'owner' | 'vet' | 'why' | 'counts' | 'days'>

const ASKS: Partial<Record<ServiceKey, Asked>> = {
  cardiology: {
    name: 'Video of the breathing asleep',
    owner: 'Film the chest for half a minute while your animal sleeps.',
    vet: 'Half a minute at rest, so that the rate can be counted.',
    why: 'The rate asleep is the earliest sign that fluid gathers in the lungs.',
    ...{ counts: 'VIDEO', days: 14 },
  },
  oncology: {
    name: 'Aspirate of the lymph node',
    owner: 'Ask whether a needle was put into the nearest lymph node, and for that report.',
    vet: 'Cytology of the draining node, also if it feels normal.',
    why: 'The stage of a tumour is not known without it.',
    ...{ counts: 'PATHOLOGY', days: 60 },
  },
}

/** By the key of a service; null: the usual list. */
export const asksOf = (key: string): Asked | null => new Map<string, Asked>(Object.entries(ASKS)).get(key) ?? null
