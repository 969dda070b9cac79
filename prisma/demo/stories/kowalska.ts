/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { signs } from '../steps/answer.ts'
import { comments, consented, endsAgreement, proceedsAlone, releases } from '../steps/consent.ts'
import { discards, sends } from '../steps/asking.ts'
import { closes, runsOut } from '../steps/endings.ts'
import { isLate, pays } from '../steps/fee.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, asks, declines } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

export const KOWALSKA: Household = {
  owner: {
    key: 'marta.kowalska',
    name: 'Marta Kowalska',
    phone: '+353 89 555 0108',
    timeZone: 'Europe/Dublin',
    livesIn: 'IE',
    vet: 'ruth.ansah',
    animals: [
      { name: 'Hugo', species: 'DOG', breed: 'French bulldog', sex: 'MALE', neuter: 'INTACT', years: 2.5, kg: 13.1 },
      { name: 'Figa', species: 'SMALL_MAMMAL', breed: 'Ferret', sex: 'FEMALE', neuter: 'NEUTERED', years: 5, kg: 0.82 },
      {
        name: 'Pola',
        species: 'CAT',
        breed: 'Domestic shorthair',
        sex: 'FEMALE',
        neuter: 'NEUTERED',
        years: 1.5,
        kg: 3.1,
      },
      {
        ...{ name: 'Mruczek', species: 'CAT', breed: 'Domestic shorthair', sex: 'MALE', neuter: 'NEUTERED' },
        ...{ years: 19, kg: 3.4, leaves: { diedDaysAgo: 12 } },
      },
    ],
  },
  stories: [
    {
      of: 'Hugo',
      at: 'surgery',
      urgency: 'SOON',
      asks: {
        complaint: 'Snores, chokes in his sleep, and vomits foam after walks',
        history:
          'Since he grew up. He sleeps with a toy between his teeth to keep the mouth open. Two walks a day of ten minutes. In the heat wave he went blue for a moment.',
        diagnosis: 'BOAS (airway syndrome of short-nosed dogs)',
        plan: 'Widen the nostrils and shorten the palate',
        medications: 'Omeprazole 10 mg once a day since June',
        decision: 'Now at two and a half, or wait for signs to get worse.',
        matters: 'That he sleeps.',
        questions: [
          'Is it better to operate young?',
          'Nostrils only, or palate as well?',
          'What is the risk on the day?',
        ],
        also: { situation: 'irreversible', priorities: ['COMFORT', 'COST'], reachBy: ['MAIL'], language: 'pl' },
      },
      ended: 21,
      steps: [
        adds('OWNER', ['clip', 'Hugo asleep'], ['photo', 'Nostrils']),
        ...consented('We would refer him to you for the operation as well.'),
        adds('VET', ['history', 'Clinic notes'], ['dicom', 'Thorax lateral']),
      ],
    },
    {
      of: 'Hugo',
      at: 'skin',
      asks: {
        complaint: 'Itchy all year, feet and belly, in spite of injections',
        history:
          'Lokivetmab every four weeks: two good weeks, two bad. Diet trial was done, with treats, my mother confesses.',
        diagnosis: 'Atopic dermatitis',
        plan: 'Change to oclacitinib',
        medications: 'Lokivetmab 20 mg by injection every four weeks since March\nChlorhexidine shampoo once a week',
        decision: 'Tablets, or allergy vaccine.',
        matters: 'No steroids if possible.',
        questions: [
          'Why does the injection fade after two weeks?',
          'Is a new diet trial needed?',
          'Would an allergy vaccine help a Frenchie?',
        ],
      },
      ended: 15,
      steps: [
        adds('OWNER', ['skin', 'Belly'], ['skin', 'Front paw']),
        ...consented(),
        adds('NURSE', ['history', 'Clinic notes'], ['bloods', 'Allergy serology']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        isLate(72.5),
        says(
          'SPECIALIST',
          'EVERYONE',
          'Marta, I am ill and behind my own promise. The fee has gone back to you by itself, and you will have the answer all the same, by Tuesday.',
        ),
      ],
    },
    {
      of: 'Hugo',
      at: 'eyes',
      asks: {
        complaint: 'A red bulge in the corner of the left eye',
        history: 'Appeared overnight in August, pea-sized, pushed back twice, came out again.',
        diagnosis: 'Cherry eye (prolapsed gland of the third eyelid)',
        plan: 'Remove the gland',
        medications: 'Dexamethasone and neomycin drops for ten days',
        decision: 'Remove it or sew it back.',
        matters: 'He should not have dry eyes for life.',
        questions: ['Remove or replace?', 'Will the other eye follow?', 'Can it be done together with his nose?'],
      },
      ended: 44 * 24,
      steps: [
        adds('OWNER', ['eye', 'Left eye']),
        ...consented(),
        adds('VET', ['eye', 'Left eye, third lid everted']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        signs({
          agreement: 'DIFFER',
          agreementNote: 'The diagnosis is right. I would not remove the gland.',
          assessment: 'Prolapse of the gland of the third eyelid in a young brachycephalic dog, tear test 17 mm.',
          differentials: 'Everted cartilage; tumour of the gland, which is a matter of old dogs.',
          tests: 'Tear test in both eyes before and six weeks after.',
          treatment:
            'Replacement in a pocket. The gland makes up to a third of the tears, and bulldogs become dry-eyed without it.',
          prognosis: 'Nine in ten stay in place; one in ten needs a second pocket.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Eversion of the third lid under local anaesthetic.',
          plainLanguage:
            'The red bulge is a tear gland that has slipped. Please have it put back, not cut off: he will need its tears when he is older.',
          answers: ['Replace.', 'About every second time.', 'Yes, and one anaesthetic is better than two.'],
        }),
        reads('VET'),
        says('VET', 'EVERYONE', 'Thank you. We will do the pocket here and send you a picture.'),
        closes(),
      ],
    },
    {
      of: 'Figa',
      at: 'exotics',
      vet: 'pavel.dvorak',
      urgency: 'SOON',
      asks: {
        complaint: 'Stares, drools and paws at her mouth; blood sugar 2.1',
        history:
          'Three times in a month, always before breakfast. With honey on the gums she is back in five minutes. Harbour House measured 2.1. They have not answered our letters since we moved.',
        diagnosis: 'Insulinoma',
        plan: 'Prednisolone, meals every four hours',
        medications: 'Prednisolone 0.5 mg/kg twice a day since October',
        decision: 'Operation or tablets.',
        matters: 'She is five; how much time is there in each?',
        questions: ['Is one low value enough?', 'What does an operation add?', 'What do I do in an attack?'],
      },
      ended: 5 * 24,
      steps: [
        adds('OWNER', ['values', 'Glucose values at home'], ['note', 'Diary of attacks']),
        sends(),
        releases(),
        after(7 * 24, proceedsAlone()),
        accepts({ note: 'Without her vet we give general advice: about the illness, not instructions for Figa.' }),
        pays(),
        looks('SPECIALIST', 2),
        signs({
          agreement: 'AGREE',
          agreementNote: 'As far as this can be said without her vet’s records.',
          assessment:
            'Fasting values between 2.1 and 2.9 mmol/L on five mornings with signs that end on sugar: in a ferret of five years this is insulinoma until shown otherwise.',
          differentials: 'Sepsis, liver failure and starvation give low sugar too and look otherwise ill.',
          tests:
            'A glucose after four hours without food, drawn under supervision. Ultrasound finds half of the nodules.',
          treatment:
            'In general: surgery gives ferrets of this age about a year and a half, medicine about nine months, and both together most. Which one is for Figa is to be decided with a vet who sees her.',
          prognosis: 'Good days for many months with either.',
          urgency: 'SOON',
          examinationNeeded: 'Everything that touches her: this is general advice.',
          plainLanguage:
            'The attacks come from too little sugar, most likely because of small growths in the pancreas. In general, ferrets live longer and better with an operation than without, and quite well with tablets. Please find a vet nearby who sees ferrets: we named two in the thread.',
          answers: [
            'Five low mornings are.',
            'On average, about nine months more.',
            'Honey on the gums, not into the mouth; then food; then ring a vet.',
          ],
        }),
        says(
          'COORDINATOR',
          'EVERYONE',
          'Two practices near Cork see ferrets: Oakfield (you know them) and the university clinic on Thursdays.',
        ),
        reads('OWNER'),
      ],
    },
    {
      of: 'Figa',
      at: 'exotics',
      asks: {
        complaint: 'Losing the hair of her tail',
        history: 'Since September, from the tip upwards. She smells more.',
        diagnosis: 'Adrenal disease',
        plan: 'Implant',
        medications: 'None',
        decision: 'Implant now.',
        matters: 'One anaesthetic for everything.',
        questions: ['Implant or operation?', 'Can both illnesses be treated at once?', 'Does the hair return?'],
      },
      ended: 13 * 24,
      steps: [
        ...consented(),
        adds('NURSE', ['history', 'Clinic notes']),
        declines(
          'RECORDS_TOO_THIN',
          'There is no ultrasound and no hormone value yet, and with her low sugar the order of things matters. An opinion on what is there would be a guess.',
          'Oakfield can draw the adrenal panel (oestradiol, androstenedione, 17-OH-progesterone) and scan both adrenals in one visit. Send the case again with these and we answer within a day.',
        ),
      ],
    },
    {
      of: 'Pola',
      at: 'surgery',
      asks: {
        complaint: 'Red gums to the back of the mouth at one and a half years',
        history: 'She runs from the bowl. Two cleanings, antibiotics help for two weeks.',
        diagnosis: 'Gingivostomatitis',
        plan: 'Take out all teeth',
        medications: 'Amoxicillin and clavulanic acid 50 mg twice a day, four courses\nMeloxicam 0.15 mg once a day',
        decision: 'All teeth at such an age.',
        matters: 'That she eats without fear.',
        questions: ['All teeth or only the back ones?', 'Do cats eat well without teeth?', 'Which tests come first?'],
      },
      ended: 100,
      steps: [adds('OWNER', ['photo', 'Pola at the bowl']), sends(), releases()],
    },
    {
      of: 'Pola',
      at: 'medicine',
      urgency: 'URGENT',
      asks: {
        complaint: 'Fever for ten days, a round belly and yellow fluid in it',
        history:
          'She was bright until the first of the month. Temperature up to 40.2, eats a third. The fluid is sticky; the test drop stayed in shape.',
        diagnosis: 'FIP, wet form',
        plan: 'Antiviral tablets, if we can get them',
        medications: 'Maropitant 3 mg once a day',
        decision: 'Begin before the result of the fluid is back.',
        matters: 'She is one and a half.',
        questions: ['Is the test drop enough to begin?', 'How fast must she improve?', 'What is the chance?'],
      },
      ended: 3,
      steps: [
        sends(),
        releases(),
        ...consented()
          .slice(2)
          .map((agreed) => after(2, agreed)),
        comments('PCR of the fluid is on its way, Tuesday at the latest. A:G ratio 0.35.'),
        adds('VET', ['bloods', 'Bloods and effusion'], ['history', 'Clinic notes'], ['dicom', 'Thorax and abdomen']),
        says(
          'VET',
          'EVERYONE',
          'She needs an answer faster than most. I can begin today if you say that the drop is enough.',
          { urgent: true },
        ),
      ],
    },
    {
      of: 'Pola',
      at: 'medicine',
      asks: {
        complaint: 'Sneezes since she came from the shelter',
        history: 'For a year, clear discharge, worse in winter.',
        diagnosis: 'Herpes virus',
        plan: 'Lysine',
        medications: 'Famciclovir 90 mg twice a day for two weeks in spring',
        decision: 'Scope of the nose.',
        matters: 'Her sleep.',
        questions: ['Is a scope useful?', 'Does lysine help?', 'Is she a danger to other cats?'],
      },
      ended: 7 * 24,
      steps: [
        ...consented(),
        adds('VET', ['history', 'Clinic notes']),
        asks('OWNER', 'Is the discharge from one side or from both, and has it ever been bloody?'),
        runsOut(30.1),
      ],
    },
    {
      of: 'Pola',
      at: 'imaging',
      asks: {
        complaint: 'Is her heart too large on this film?',
        history: 'Taken for the fever.',
        diagnosis: 'Heart size at the limit',
        plan: 'Echo',
        medications: 'None',
        decision: 'Echo now.',
        matters: 'One thing at a time.',
        questions: ['Is it enlarged?', 'Could it be fluid?', 'Does it matter for the tablets?'],
      },
      ended: 28,
      steps: [discards()],
    },
    {
      of: 'Hugo',
      at: 'neurology',
      asks: {
        complaint: 'Cries when he is lifted, holds his neck low',
        history: 'For two weeks, better on rest. He walks well.',
        diagnosis: 'Slipped disc in the neck',
        plan: 'Rest and painkillers, MRI if not better',
        medications: 'Meloxicam 1.3 mg once a day\nParacetamol 130 mg twice a day',
        decision: 'MRI together with the airway operation.',
        matters: 'One anaesthetic.',
        questions: ['Can rest heal it?', 'Is an MRI urgent?', 'Can it be combined with the operation on his nose?'],
      },
      ended: 20,
      steps: [
        ...consented(),
        adds('VET', ['xray', 'Neck lateral'], ['history', 'Clinic notes']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        after(3, endsAgreement()),
        says(
          'VET',
          'VETS',
          'A technical stop, not a change of heart: the notes hold another client’s invoice by mistake. I will take it out and agree anew this afternoon.',
        ),
      ],
    },
  ],
}
