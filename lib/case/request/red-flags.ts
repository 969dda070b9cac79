import type { Species } from '#lib/db/generated/enums.ts'

// Signs that need a vet now, not a second opinion. Pure data. Collected on 2026-11-22 from public pages for owners:
//   A  University of Missouri Veterinary Health Center, "Recognizing a medical emergency in small animals"
//      vhc.missouri.edu/veterinary-health-center-kansas-city/recognizing-a-medical-emergency-in-small-animals
//   B  1st Pet Veterinary Centers, "Signs of a pet emergency"  1stpetvet.com/247-emergency/signs-of-a-pet-emergency
//   C  UC Davis VMTH, equine emergency questions  vetmed.ucdavis.edu/vmth/large_animal/equine/emeccn/faqs.cfm
//   D  Colorado Exotic Animal Hospital, "Bird emergencies"  coloradoexoticanimalhospital.com
//   E  L. Hess, P. Scherer, "Gastrointestinal stasis"  avianexoticsvet.com
//   F  Brit Exotics, "Emergency checklist" (reptiles, birds, small mammals)  britexotics.co.uk
//   G  Westpark Animal Hospital, "Reasons to call your vet immediately"  westpark.vet
// A specialist should go over the words once a year. They ask to be seen; they diagnose nothing.

export type RedFlag = {
  id: string
  species: 'ALL' | readonly Species[]
  /** What the owner sees, as they would say it. */
  sign: string
  /** What to do on the way to help; '' when there is nothing to add. */
  meanwhile: string
}

const MAMMALS = ['CAT', 'DOG', 'HORSE', 'RABBIT', 'SMALL_MAMMAL', 'OTHER'] as const

export const RED_FLAGS: readonly RedFlag[] = [
  // A, B, C, D, F
  {
    id: 'breathing',
    species: 'ALL',
    sign: 'Struggles to breathe: mouth open, gasping, very fast, or gums blue, grey or white',
    meanwhile: 'Keep calm and cool, handle as little as possible, and go.',
  },
  // A, B, F
  { id: 'collapse', species: 'ALL', sign: 'Has collapsed, cannot stand, or cannot be woken', meanwhile: '' },
  // A, B, D
  {
    id: 'bleeding',
    species: 'ALL',
    sign: 'Bleeds, and pressing on it for five minutes does not stop it',
    meanwhile: 'Keep pressing with a clean cloth on the way.',
  },
  // A, B, F; five minutes is the common limit for a single fit (status epilepticus)
  {
    id: 'seizure',
    species: 'ALL',
    sign: 'Has a fit (seizure) that lasts more than five minutes, or several within a day',
    meanwhile: 'Keep your hands away from the mouth and clear the space around.',
  },
  // A, B
  {
    id: 'toxin',
    species: 'ALL',
    sign: 'Has swallowed or touched poison: rat bait, antifreeze, human medicines, cleaners, a poisonous plant',
    meanwhile: 'Take the package with you. Do not make your animal vomit unless a vet tells you to.',
  },
  // A, B, D
  {
    id: 'injury',
    species: 'ALL',
    sign: 'Was hit, fell far, was bitten deeply, or has a broken bone or a deep wound',
    meanwhile: 'Move as little as possible, on something flat.',
  },
  // B, C, F
  { id: 'eye', species: 'ALL', sign: 'Has an injured eye, or suddenly cannot see', meanwhile: '' },
  // A, B, G; in male cats most of all
  {
    id: 'urine',
    species: ['CAT', 'DOG', 'RABBIT', 'SMALL_MAMMAL', 'OTHER'],
    sign: 'Tries again and again to pass urine, and little or nothing comes',
    meanwhile: 'This can be fatal within a day, in male cats most of all.',
  },
  // A, B: unproductive retching with a tense belly, medium and large dogs most of all
  {
    id: 'bloat',
    species: ['DOG'],
    sign: 'Has a belly that is suddenly big and hard, or retches with nothing coming up',
    meanwhile: 'A twisted stomach is a matter of minutes: call while you drive.',
  },
  // B: loss of mobility
  {
    id: 'hindlegs',
    species: ['CAT', 'DOG', 'RABBIT', 'SMALL_MAMMAL'],
    sign: 'Suddenly cannot use the back legs',
    meanwhile: '',
  },
  // Easter lilies are in the lists of toxins for cats; every part and the pollen count
  {
    id: 'lily',
    species: ['CAT'],
    sign: 'Has chewed or licked any part of a lily, pollen too',
    meanwhile: 'Go now even if your cat looks well: the kidneys fail later.',
  },
  // B
  {
    id: 'heat',
    species: MAMMALS,
    sign: 'Is overheated: panting hard, weak or drooling in the heat',
    meanwhile: 'Cool with lukewarm water and moving air on the way.',
  },
  // B: more than four hours between young; C: foaling difficulties
  {
    id: 'birth',
    species: ['CAT', 'DOG', 'RABBIT', 'SMALL_MAMMAL', 'OTHER'],
    sign: 'Is giving birth, and pushes hard without a result or has waited over four hours for the next',
    meanwhile: '',
  },
  { id: 'foaling', species: ['HORSE'], sign: 'Is foaling, and it does not move on', meanwhile: '' },
  // C
  {
    id: 'colic',
    species: ['HORSE'],
    sign: 'Shows colic: pawing, rolling, kicking or looking at the belly, not eating, no manure',
    meanwhile: 'Take the feed away, keep yourself safe, and give nothing without asking a vet.',
  },
  // C
  {
    id: 'joint',
    species: ['HORSE'],
    sign: 'Has a wound through the whole skin, or one near a joint, the eye, the chest or the belly',
    meanwhile: '',
  },
  // E, F
  {
    id: 'gut',
    species: ['RABBIT', 'SMALL_MAMMAL'],
    sign: 'Has not eaten or passed droppings for twelve hours',
    meanwhile: 'A gut that stands still can be fatal within a day or two.',
  },
  // D, F
  {
    id: 'perch',
    species: ['BIRD'],
    sign: 'Sits fluffed up on the floor of the cage, or cannot hold on to the perch',
    meanwhile: 'Keep warm, dark and quiet on the way.',
  },
  // D
  {
    id: 'fumes',
    species: ['BIRD'],
    sign: 'Has breathed smoke, spray or the fumes of an overheated non-stick pan',
    meanwhile: 'Take the bird into fresh air first.',
  },
  // F
  { id: 'egg', species: ['BIRD', 'REPTILE'], sign: 'Strains to lay an egg, and it does not come', meanwhile: '' },
  {
    id: 'prolapse',
    species: ['BIRD', 'REPTILE'],
    sign: 'Tissue hangs out under the tail',
    meanwhile: 'Keep it moist and clean.',
  },
  { id: 'limp', species: ['REPTILE'], sign: 'Does not move, or cannot lift the body off the ground', meanwhile: '' },
]

/** The signs to ask about, for this kind of animal. */
export const redFlagsFor = (species: Species): readonly RedFlag[] =>
  RED_FLAGS.filter((flag) => flag.species === 'ALL' || flag.species.includes(species))
