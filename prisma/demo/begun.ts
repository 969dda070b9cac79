import type pg from 'pg'
import type { PersonActor } from '#lib/access/actor.ts'
import { sendBegun } from '#lib/case/begun/sending.ts'
import { currentText } from '#lib/case/consent/find.ts'
import { agreementKey } from '#lib/case/consent/rules.ts'
import { beginCase, readPracticeDraft, savePracticeDraft } from '#lib/case/request/practice-draft.ts'
import type { BegunKind } from '#lib/case/request/practice-rules.ts'
import { practiceSaveSchema } from '#lib/case/request/practice-schema.ts'
import { asActor } from '#lib/db/unit.ts'
import { random } from '#lib/fixtures/random.ts'
import { HOSPITALS } from './cast.ts'
import type { DemoClock } from './clock.ts'
import type { People, Seat } from './people.ts'
import { signs } from './steps/answer.ts'
import { pays } from './steps/fee.ts'
import { accepts } from './steps/triage.ts'
import { act, actAs, type Step, type Walk } from './walk.ts'

// What practices begin themselves: a referral that waits for the owner, and a consultation that was answered.

const HOUR = 3_600_000
/** Where the demo's people sign: an address for documentation, RFC 5737. */
const FROM = { place: '203.0.113.20', agent: 'Demo data' }

type Stage = { owner: pg.Client; clock: DemoClock; people: People }
type Told = { kind: BegunKind; vet: string; at: string; paste: string; form: object; hoursAgo: number; steps: Step[] }

const REFERRAL: Told = {
  kind: 'REFERRAL',
  vet: 'niall.sheehan',
  at: 'orthopaedics',
  hoursAgo: 20,
  steps: [],
  paste: [
    'Patient: Biscuit\nSpecies: Canine\nBreed: Labrador retriever\nSex: MN\nDOB: 14 May 2019\nWeight: 34.2 kg',
    'Owner: Fiona Gallagher\nE-mail: fiona.gallagher@owners.demo.example\nInsurance no. 4471-B',
    'Presenting complaint: Left hind lameness since the end of September, worse after rest',
    'History:\n28 Sep: slipped on wet steps, lame since.\n6 Oct: cranial drawer positive, X-rays taken.\n27 Oct: no better with rest and meloxicam.',
    'Diagnosis: Cranial cruciate ligament rupture, left\nPlan: Surgery; which technique is the question\nMedications: meloxicam 0.1 mg/kg once a day',
  ].join('\n'),
  form: {
    ownerEmail: 'fiona.gallagher@owners.demo.example',
    'questions[]': ['Which technique would you choose at his weight and age?', 'Would you look at the meniscus first?'],
  },
}

const CONSULTATION: Told = {
  kind: 'CONSULTATION',
  vet: 'tomasz.mazur',
  at: 'cardiology',
  hoursAgo: 90,
  paste: [
    'Patient: Pebble\nSpecies: Feline\nBreed: British shorthair\nSex: FN\nDOB: 3 February 2016\nWeight: 4.6 kg\nOwner: Declan Roche',
    'Presenting complaint: Gallop sound found before a dental operation',
    'History: No signs at home. Gallop at 210 beats a minute, no murmur. Thyroid and blood pressure are normal.\nMedications: none',
  ].join('\n'),
  form: {
    ...{ consentHow: 'BY_PHONE', consentOn: '2026-11-02', consentNote: 'Noted in our file on the same day.' },
    'questions[]': ['Is she safe to anaesthetise for a dental as she is?', 'Which drugs would you leave out?'],
  },
  steps: [
    accepts({ note: 'A short answer is enough here: please keep the operation’s date.' }),
    pays(),
    signs({
      assessment:
        'A gallop sound without a murmur in a cat of ten is heart muscle disease until shown otherwise; on the clips the wall measures 6.1 mm and the left atrium is of normal size: stage B1.',
      agreement: 'AGREE',
      agreementNote: '',
      differentials: 'Early hypertrophic cardiomyopathy; thickening by dehydration is unlikely with these values.',
      tests: 'NT-proBNP as a baseline. Repeat echo in twelve months, sooner with signs.',
      treatment: 'None for the heart now.',
      prognosis: 'Good for the anaesthetic with the care below; many cats in this stage live for years without signs.',
      urgency: 'ROUTINE',
      examinationNeeded: 'Breathing rate at rest counted at home for a week before the date.',
      plainLanguage:
        'Pebble’s heart muscle is a little thick. It does not trouble her, and the dental can go ahead with care.',
      answers: [
        'Yes. Keep fluids low, keep her calm, and watch the rate.',
        'Leave out ketamine and high doses of alpha-2 agonists.',
      ],
    }),
  ],
}

/** Through the product's commands, as everything in the demo. */
export async function buildBegun(stage: Stage): Promise<void> {
  for (const told of [CONSULTATION, REFERRAL]) await tell(stage, told)
}

async function tell(stage: Stage, told: Told): Promise<void> {
  const { clock } = stage
  let at = clock.realNow().getTime() - told.hoursAgo * HOUR
  await clock.moveTo(new Date(at))
  const walk = walkOf(stage, told)
  await begin(walk, told, seatOf(stage.people, told.vet))
  for (const { hours, run } of told.steps) {
    at += hours * HOUR
    await clock.moveTo(new Date(at))
    await run(walk)
  }
}

async function begin(walk: Walk, told: Told, { actor, org }: Seat): Promise<void> {
  const made = await asActor(actor, (db) => beginCase(db, actor, org, { ...told, service: walk.serviceId }))
  walk.caseId = made.caseId
  await actAs(walk, 'OWNER', (db, _actor, access) =>
    savePracticeDraft(db, access, practiceSaveSchema.parse({ step: 'write', version: '0', ...told.form }), null),
  )
  await act(walk, 'OWNER', async (db, _vet, access) => {
    const { request } = await readPracticeDraft(db, actor, access)
    const [text, statement] = [await currentText(db, agreementKey(told.kind)), await currentText(db, 'OWNER_CONSENT')]
    const signing = { textId: text.id, statementId: statement.id, signedName: actor.name }
    await sendBegun(db, actor, access, { version: request.version, ...signing }, FROM)
  })
}

const seatOf = ({ seats }: People, key: string): Seat => {
  const found = seats.get(key)
  if (!found) throw new Error(`nobody is called "${key}" in the demo`)
  return found
}

/** The practice pays where the owner would: it stands in the owner's place. */
function walkOf({ owner, clock, people }: Stage, { vet, at, paste }: Told): Walk {
  const service = people.services.get(at)
  const team = HOSPITALS.find(({ slug }) => slug === service?.hospital)?.team ?? []
  const coordinator = team.find(({ role }) => role === 'COORDINATOR')
  if (!service || !coordinator) throw new Error(`the demo offers no ${at}`)
  const { actor } = seatOf(people, vet)
  const member = (key: string): PersonActor => seatOf(people, key).actor
  const [COORDINATOR, SPECIALIST] = [member(coordinator.key), member(service.by)]
  const asks = { complaint: '', history: '', diagnosis: '', plan: '', medications: '', decision: '', matters: '' }
  return {
    story: { of: '', at: 'cardiology', asks: { ...asks, questions: [] }, ended: 0, steps: [] },
    ...{ patientId: '', serviceId: service.id, caseId: '', livesIn: '', dice: random(paste), clock, owner },
    cast: { OWNER: actor, FRIEND: actor, VET: actor, NURSE: actor, COORDINATOR, SPECIALIST, COLLEAGUE: SPECIALIST },
    vet: { name: actor.name, practice: '', email: actor.email },
    facts: {
      patient: '',
      species: '',
      breed: '',
      sex: '',
      ageYears: 0,
      weightKg: 0,
      owner: '',
      practice: '',
      vet: '',
      date: '',
      problem: '',
    },
  }
}
