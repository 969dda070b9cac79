import type { Species } from '#lib/db/generated/enums.ts'

// Signs that need a vet now, not a second opinion: asked before a request begins, and told on the public page that the thread leads
// to. Pure data. Collected on 2026-11-22 and 2026-11-25 from public pages for owners. A specialist should go over the words once a
// year. They ask to be seen; they diagnose nothing.

export type FlagSource = { id: string; title: string; where: string }

export const FLAG_SOURCES: readonly FlagSource[] = [
  {
    id: 'A',
    title: 'University of Missouri Veterinary Health Center, “Recognizing a medical emergency in small animals”',
    where: 'vhc.missouri.edu',
  },
  { id: 'B', title: '1st Pet Veterinary Centers, “Signs of a pet emergency”', where: '1stpetvet.com' },
  { id: 'C', title: 'UC Davis VMTH, equine emergency questions', where: 'vetmed.ucdavis.edu' },
  { id: 'D', title: 'Colorado Exotic Animal Hospital, “Bird emergencies”', where: 'coloradoexoticanimalhospital.com' },
  { id: 'E', title: 'L. Hess and P. Scherer, “Gastrointestinal stasis”', where: 'avianexoticsvet.com' },
  { id: 'F', title: 'Brit Exotics, “Emergency checklist”', where: 'britexotics.co.uk' },
  { id: 'G', title: 'Westpark Animal Hospital, “Reasons to call your vet immediately”', where: 'westpark.vet' },
  { id: 'H', title: 'St Kitts Veterinary Group, “Flystrike”', where: 'stkittsvet.co.uk' },
  {
    id: 'I',
    title: 'Pet Emergency Academy, “When to get your reptile to a veterinarian”',
    where: 'petemergencyacademy.com',
  },
  {
    id: 'J',
    title: 'Horse Side Vet Guide, “Choking or gagging, fluid coming out of nostrils”',
    where: 'horsesidevetguide.com',
  },
  { id: 'K', title: 'EC Equine, “Common emergencies”', where: 'ecequine.com' },
]

export type RedFlag = {
  id: string
  species: 'ALL' | readonly Species[]
  /** What the owner sees, as they would say it. */
  sign: string
  /** What to do on the way to help; '' when there is nothing to add. */
  meanwhile: string
  /** Letters of `FLAG_SOURCES`. */
  sources: string
}

const MAMMALS = ['CAT', 'DOG', 'HORSE', 'RABBIT', 'SMALL_MAMMAL', 'OTHER'] as const

export const RED_FLAGS: readonly RedFlag[] = [
  {
    id: 'breathing',
    species: 'ALL',
    sign: 'Struggles to breathe: mouth open, gasping, very fast, or gums blue, grey or white',
    meanwhile: 'Keep calm and cool, handle as little as possible, and go.',
    sources: 'ABCDF',
  },
  {
    id: 'collapse',
    species: 'ALL',
    sign: 'Has collapsed, cannot stand, or cannot be woken',
    meanwhile: '',
    sources: 'ABF',
  },
  {
    id: 'bleeding',
    species: 'ALL',
    sign: 'Bleeds, and pressing on it for five minutes does not stop it',
    meanwhile: 'Keep pressing with a clean cloth on the way.',
    sources: 'ABD',
  },
  // Five minutes is the common limit for a single fit (status epilepticus)
  {
    id: 'seizure',
    species: 'ALL',
    sign: 'Has a fit (seizure) that lasts more than five minutes, or several within a day',
    meanwhile: 'Keep your hands away from the mouth and clear the space around.',
    sources: 'ABF',
  },
  {
    id: 'toxin',
    species: 'ALL',
    sign: 'Has swallowed or touched poison: rat bait, antifreeze, human medicines, cleaners, a poisonous plant',
    meanwhile: 'Take the package with you. Do not make your animal vomit unless a vet tells you to.',
    sources: 'AB',
  },
  {
    id: 'injury',
    species: 'ALL',
    sign: 'Was hit, fell far, was bitten deeply, or has a broken bone or a deep wound',
    meanwhile: 'Move as little as possible, on something flat.',
    sources: 'ABD',
  },
  { id: 'eye', species: 'ALL', sign: 'Has an injured eye, or suddenly cannot see', meanwhile: '', sources: 'BCF' },
  {
    id: 'urine',
    species: ['CAT', 'DOG', 'RABBIT', 'SMALL_MAMMAL', 'OTHER'],
    sign: 'Tries again and again to pass urine, and little or nothing comes',
    meanwhile: 'This can be fatal within a day, in male cats most of all.',
    sources: 'ABG',
  },
  // A, B: unproductive retching with a tense belly, medium and large dogs most of all
  {
    id: 'bloat',
    species: ['DOG'],
    sign: 'Has a belly that is suddenly big and hard, or retches with nothing coming up',
    meanwhile: 'A twisted stomach is a matter of minutes: call while you drive.',
    sources: 'B',
  },
  {
    id: 'hindlegs',
    species: ['CAT', 'DOG', 'RABBIT', 'SMALL_MAMMAL'],
    sign: 'Suddenly cannot use the back legs',
    meanwhile: '',
    sources: 'B',
  },
  // Easter lilies are in the lists of toxins for cats; every part and the pollen count
  {
    id: 'lily',
    species: ['CAT'],
    sign: 'Has chewed or licked any part of a lily, pollen too',
    meanwhile: 'Go now even if your cat looks well: the kidneys fail later.',
    sources: 'A',
  },
  {
    id: 'heat',
    species: MAMMALS,
    sign: 'Is overheated: panting hard, weak or drooling in the heat',
    meanwhile: 'Cool with lukewarm water and moving air on the way.',
    sources: 'B',
  },
  // More than four hours between young.
  {
    id: 'birth',
    species: ['CAT', 'DOG', 'RABBIT', 'SMALL_MAMMAL', 'OTHER'],
    sign: 'Is giving birth, and pushes hard without a result or has waited over four hours for the next',
    meanwhile: '',
    sources: 'B',
  },
  { id: 'foaling', species: ['HORSE'], sign: 'Is foaling, and it does not move on', meanwhile: '', sources: 'C' },
  {
    id: 'colic',
    species: ['HORSE'],
    sign: 'Shows colic: pawing, rolling, kicking or looking at the belly, not eating, no manure',
    meanwhile: 'Take the feed away, keep yourself safe, and give nothing without asking a vet.',
    sources: 'C',
  },
  {
    id: 'joint',
    species: ['HORSE'],
    sign: 'Has a wound through the whole skin, or one near a joint, the eye, the chest or the belly',
    meanwhile: '',
    sources: 'C',
  },
  {
    id: 'flystrike',
    species: ['RABBIT', 'SMALL_MAMMAL'],
    sign: 'Has maggots or fly eggs in the fur or on the skin',
    meanwhile: 'Go at once, even if your animal looks well: they eat into the skin within hours.',
    sources: 'H',
  },
  {
    id: 'tilt',
    species: ['RABBIT'],
    sign: 'Suddenly holds the head tilted, or rolls over',
    meanwhile: '',
    sources: 'H',
  },
  {
    id: 'choke',
    species: ['HORSE'],
    sign: 'Coughs or gags, with feed or froth coming out of the nose',
    meanwhile: 'Take feed and water away, and let the head hang low.',
    sources: 'J',
  },
  {
    id: 'laminitis',
    species: ['HORSE'],
    sign: 'Does not want to move, stands leaning back, or shifts its weight from foot to foot',
    meanwhile: 'Do not make the horse walk, and give it a deep bed.',
    sources: 'K',
  },
  {
    id: 'burn',
    species: ['REPTILE'],
    sign: 'Is burned, has a broken shell, or was bitten by another animal',
    meanwhile: 'Cover it with a clean damp cloth; put nothing on it.',
    sources: 'I',
  },
  {
    id: 'gut',
    species: ['RABBIT', 'SMALL_MAMMAL'],
    sign: 'Has not eaten or passed droppings for twelve hours',
    meanwhile: 'A gut that stands still can be fatal within a day or two.',
    sources: 'EF',
  },
  {
    id: 'perch',
    species: ['BIRD'],
    sign: 'Sits fluffed up on the floor of the cage, or cannot hold on to the perch',
    meanwhile: 'Keep warm, dark and quiet on the way.',
    sources: 'DF',
  },
  {
    id: 'fumes',
    species: ['BIRD'],
    sign: 'Has breathed smoke, spray or the fumes of an overheated non-stick pan',
    meanwhile: 'Take the bird into fresh air first.',
    sources: 'D',
  },
  {
    id: 'egg',
    species: ['BIRD', 'REPTILE'],
    sign: 'Strains to lay an egg, and it does not come',
    meanwhile: '',
    sources: 'DF',
  },
  {
    id: 'prolapse',
    species: ['BIRD', 'REPTILE'],
    sign: 'Tissue hangs out under the tail',
    meanwhile: 'Keep it moist and clean.',
    sources: 'DF',
  },
  {
    id: 'limp',
    species: ['REPTILE'],
    sign: 'Does not move, or cannot lift the body off the ground',
    meanwhile: '',
    sources: 'F',
  },
]

/** The signs to ask about, for this kind of animal. */
export const redFlagsFor = (species: Species): readonly RedFlag[] =>
  RED_FLAGS.filter((flag) => flag.species === 'ALL' || flag.species.includes(species))
