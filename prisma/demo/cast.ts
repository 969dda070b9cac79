import type { DeliveryPolicy, MemberRole, Specialty, Species } from '#lib/db/generated/enums.ts'

// Who is in the demo beside the owners. Everybody's address ends in .demo.example, which no mail ever leaves this machine for.

export type DemoMember = { key: string; name: string; role: MemberRole; credentials?: string; phone?: string }

export type DemoPlace = {
  slug: string
  name: string
  about: string
  city: string
  country: string
  phone: string
  timeZone: string
  currency: string
  team: DemoMember[]
}

export type DemoService = {
  key: string
  specialty: Specialty
  name: string
  description: string
  fee: number
  hours: number
  species: Species[]
  /** Key of the one who usually answers. */
  by: string
}

export type DemoHospital = DemoPlace & {
  triageHours: number
  followUpDays: number
  deliveryPolicy: DeliveryPolicy
  services: DemoService[]
}

const MAMMALS: Species[] = ['CAT', 'DOG', 'HORSE', 'RABBIT', 'SMALL_MAMMAL', 'OTHER']
const ALL: Species[] = [...MAMMALS, 'BIRD', 'REPTILE']

export const HOSPITALS = [
  {
    slug: 'northgate',
    name: 'Northgate Animal Hospital',
    about:
      'A referral hospital on the north side of Dublin. Forty vets in nine disciplines, with a weekly round where hard cases are put before all of them.',
    city: 'Dublin',
    country: 'IE',
    phone: '+353 1 555 0140',
    timeZone: 'Europe/Dublin',
    currency: 'EUR',
    triageHours: 24,
    followUpDays: 14,
    deliveryPolicy: 'ATTENDING_VET_ONLY',
    team: [
      { key: 'maeve.brennan', name: 'Dr Maeve Brennan', role: 'ADMIN', credentials: 'DECVIM-CA' },
      { key: 'jonas.weber', name: 'Jonas Weber', role: 'COORDINATOR' },
      {
        key: 'helena.lindqvist',
        name: 'Dr Helena Lindqvist',
        role: 'SPECIALIST',
        credentials: 'DECVIM-CA (Cardiology)',
      },
      { key: 'chidi.okafor', name: 'Dr Chidi Okafor', role: 'SPECIALIST', credentials: 'DACVR' },
      { key: 'priya.raman', name: 'Dr Priya Raman', role: 'SPECIALIST', credentials: 'DECVS' },
      { key: 'yuki.tanaka', name: 'Dr Yuki Tanaka', role: 'SPECIALIST', credentials: 'DECVN' },
      { key: 'oonagh.byrne', name: 'Oonagh Byrne', role: 'BILLING' },
    ],
    services: [
      {
        key: 'cardiology',
        specialty: 'CARDIOLOGY',
        name: 'Cardiology opinion',
        description:
          'Murmurs, heart muscle disease, fainting, safety of anaesthesia. Films and echo clips are read anew.',
        fee: 320,
        hours: 48,
        species: ['CAT', 'DOG'],
        by: 'helena.lindqvist',
      },
      {
        key: 'medicine',
        specialty: 'INTERNAL_MEDICINE',
        name: 'Internal medicine opinion',
        description:
          'Kidneys, gut, hormones, blood: long illnesses with many results that do not yet make one picture.',
        fee: 290,
        hours: 48,
        species: ['CAT', 'DOG', 'HORSE'],
        by: 'maeve.brennan',
      },
      {
        key: 'imaging',
        specialty: 'IMAGING',
        name: 'Second reading of images',
        description: 'X-ray, CT, MRI or ultrasound, read by a radiologist with the history at hand.',
        fee: 180,
        hours: 24,
        species: ALL,
        by: 'chidi.okafor',
      },
      {
        key: 'orthopaedics',
        specialty: 'ORTHOPAEDICS',
        name: 'Orthopaedic opinion',
        description: 'Cruciate ligaments, elbows, hips, implants that failed; whether to operate, and how.',
        fee: 340,
        hours: 72,
        species: ['CAT', 'DOG'],
        by: 'priya.raman',
      },
      {
        key: 'neurology',
        specialty: 'NEUROLOGY',
        name: 'Neurology opinion',
        description: 'Seizures, weak legs, tilted heads, pain in the back. MRI studies are welcome as they are.',
        fee: 310,
        hours: 48,
        species: MAMMALS,
        by: 'yuki.tanaka',
      },
    ],
  },
  {
    slug: 'lakeshore',
    name: 'Lakeshore Veterinary Specialists',
    about:
      'Specialists by the lake in Chicago, for cancer, surgery, eyes, skin and for animals that are neither cat nor dog. We advise beside your own vet.',
    city: 'Chicago',
    country: 'US',
    phone: '+1 312 555 0188',
    timeZone: 'America/Chicago',
    currency: 'USD',
    triageHours: 24,
    followUpDays: 21,
    deliveryPolicy: 'GENERAL_ADVICE',
    team: [
      { key: 'dana.whitfield', name: 'Dr Dana Whitfield', role: 'ADMIN', credentials: 'DACVD' },
      { key: 'marcus.bell', name: 'Marcus Bell', role: 'COORDINATOR' },
      { key: 'luis.ortega', name: 'Dr Luis Ortega', role: 'SPECIALIST', credentials: 'DACVIM (Oncology)' },
      { key: 'hannah.cho', name: 'Dr Hannah Cho', role: 'SPECIALIST', credentials: 'DABVP (Avian), DECZM' },
      { key: 'samuel.adeyemi', name: 'Dr Samuel Adeyemi', role: 'SPECIALIST', credentials: 'DACVS' },
      { key: 'irene.novak', name: 'Dr Irene Novák', role: 'SPECIALIST', credentials: 'DACVO' },
      { key: 'teresa.flynn', name: 'Teresa Flynn', role: 'BILLING' },
    ],
    services: [
      {
        key: 'oncology',
        specialty: 'ONCOLOGY',
        name: 'Oncology opinion',
        description: 'What the tumour is, how far it has gone, and the ways to go on: cure, time, or comfort.',
        fee: 360,
        hours: 48,
        species: ALL,
        by: 'luis.ortega',
      },
      {
        key: 'exotics',
        specialty: 'EXOTICS',
        name: 'Exotic animal opinion',
        description: 'Rabbits, birds, reptiles, guinea pigs, ferrets. Husbandry is read as closely as the bloods.',
        fee: 240,
        hours: 48,
        species: ['RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER'],
        by: 'hannah.cho',
      },
      {
        key: 'surgery',
        specialty: 'SURGERY',
        name: 'Surgical opinion, small animals and horses',
        description: 'Whether an operation helps, which one, what it costs the animal, and what happens without.',
        fee: 395,
        hours: 48,
        species: ['CAT', 'DOG', 'HORSE', 'RABBIT'],
        by: 'samuel.adeyemi',
      },
      {
        key: 'eyes',
        specialty: 'OPHTHALMOLOGY',
        name: 'Ophthalmology opinion',
        description: 'Ulcers, glaucoma, cataracts, eyes that are painful again and again. Sharp photographs help most.',
        fee: 260,
        hours: 36,
        species: ALL,
        by: 'irene.novak',
      },
      {
        key: 'skin',
        specialty: 'DERMATOLOGY',
        name: 'Dermatology opinion',
        description: 'Itch, ears, crusts and bald patches that come back; what was tried is half of the answer.',
        fee: 230,
        hours: 72,
        species: MAMMALS,
        by: 'dana.whitfield',
      },
    ],
  },
] as const satisfies DemoHospital[]

export type ServiceKey = (typeof HOSPITALS)[number]['services'][number]['key']

export const PRACTICES = [
  {
    slug: 'riverside-vets',
    name: 'Riverside Vets',
    about: 'A small-animal practice by the Tolka, three vets, open on Saturdays.',
    city: 'Dublin',
    country: 'IE',
    phone: '+353 1 555 0117',
    timeZone: 'Europe/Dublin',
    currency: 'EUR',
    team: [
      { key: 'tomasz.mazur', name: 'Dr Tomasz Mazur', role: 'ADMIN', credentials: 'MRCVS' },
      { key: 'sinead.walsh', name: 'Dr Sinéad Walsh', role: 'VET', credentials: 'MVB' },
      { key: 'ben.carty', name: 'Ben Carty', role: 'NURSE', credentials: 'RVN' },
      { key: 'nora.quinn', name: 'Nora Quinn', role: 'RECEPTION' },
    ],
  },
  {
    slug: 'hillcrest-equine',
    name: 'Hillcrest Equine & Farm Vets',
    about: 'Horses first, and the dogs that run beside them. On the road in Kildare day and night.',
    city: 'Naas',
    country: 'IE',
    phone: '+353 45 555 019',
    timeZone: 'Europe/Dublin',
    currency: 'EUR',
    team: [
      { key: 'aoife.nolan', name: 'Dr Aoife Nolan', role: 'ADMIN', credentials: 'MVB, CertEM' },
      { key: 'peter.hogan', name: 'Dr Peter Hogan', role: 'VET', credentials: 'MVB' },
      { key: 'ciara.dunne', name: 'Ciara Dunne', role: 'RECEPTION' },
    ],
  },
  {
    slug: 'oakfield-animal-clinic',
    name: 'Oakfield Animal Clinic',
    about: 'Cats, dogs and ferrets in Cork, with its own laboratory and an ear for worried people.',
    city: 'Cork',
    country: 'IE',
    phone: '+353 21 555 0133',
    timeZone: 'Europe/Dublin',
    currency: 'EUR',
    team: [
      { key: 'niall.sheehan', name: 'Dr Niall Sheehan', role: 'ADMIN', credentials: 'MRCVS' },
      { key: 'ruth.ansah', name: 'Dr Ruth Ansah', role: 'VET', credentials: 'MRCVS' },
      { key: 'emily.power', name: 'Emily Power', role: 'NURSE', credentials: 'RVN' },
    ],
  },
  {
    slug: 'prairie-pet-exotics',
    name: 'Prairie Pet & Exotics',
    about: 'Everything with fur, feathers or a shell, in Evanston since 1998.',
    city: 'Evanston',
    country: 'US',
    phone: '+1 847 555 0171',
    timeZone: 'America/Chicago',
    currency: 'USD',
    team: [
      { key: 'grace.holloway', name: 'Dr Grace Holloway', role: 'ADMIN', credentials: 'DVM' },
      { key: 'owen.price', name: 'Dr Owen Price', role: 'VET', credentials: 'DVM' },
      { key: 'kayla.brooks', name: 'Kayla Brooks', role: 'NURSE', credentials: 'CVT' },
      { key: 'rosa.delgado', name: 'Rosa Delgado', role: 'RECEPTION' },
    ],
  },
] as const satisfies DemoPlace[]

/** Vets who are asked by a mailed link: they have no account. */
export const VETS_WITHOUT_ACCOUNT = [
  {
    key: 'lena.fischer',
    name: 'Dr Lena Fischer',
    practice: 'Kleintierpraxis am Park',
    email: 'lena.fischer@kleintierpraxis.demo.example',
  },
  {
    key: 'pavel.dvorak',
    name: 'Dr Pavel Dvořák',
    practice: 'Harbour House Vets',
    email: 'pavel.dvorak@harbourhouse.demo.example',
  },
] as const

export type VetKey = (typeof PRACTICES)[number]['team'][number]['key'] | (typeof VETS_WITHOUT_ACCOUNT)[number]['key']

export const OPERATOR = { key: 'robin.hale', name: 'Robin Hale' }

/** The mailbox of somebody in a team, of an owner ("owners"), or of the platform's operator ("platform"). */
export const address = (key: string, place: string): string => `${key}@${place}.demo.example`
