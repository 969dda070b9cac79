/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { MISO } from '../histories.ts'
import { drafts, plans, signs } from '../steps/answer.ts'
import { sends } from '../steps/asking.ts'
import { consented, releases } from '../steps/consent.ts'
import { closes } from '../steps/endings.ts'
import { pays } from '../steps/fee.ts'
import { adds, looks } from '../steps/records.ts'
import { standsBy } from '../steps/support.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, declines, tells, asks } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

export const RUIZ: Household = {
  owner: {
    key: 'ana.ruiz',
    name: 'Ana Ruiz',
    phone: '+353 85 555 0101',
    timeZone: 'Europe/Dublin',
    livesIn: 'IE',
    vet: 'tomasz.mazur',
    animals: [
      {
        name: 'Miso',
        species: 'CAT',
        breed: 'Domestic shorthair',
        sex: 'FEMALE',
        neuter: 'NEUTERED',
        years: 9,
        kg: 4.1,
      },
      {
        name: 'Bruno',
        species: 'DOG',
        breed: 'Labrador retriever',
        sex: 'MALE',
        neuter: 'NEUTERED',
        years: 7.5,
        kg: 33.5,
      },
    ],
  },
  stories: [
    {
      of: 'Miso',
      at: 'cardiology',
      friend: 'daniel.oreilly',
      urgency: 'SOON',
      asks: {
        complaint: 'A heart murmur and fast breathing asleep, with a dental operation booked for Friday',
        history:
          'Dr Mazur heard a murmur at her booster in the spring, grade II. In October she began to hide in the afternoons, and I counted 34 breaths a minute while she slept; before, it was about 22. She eats, she plays a little, she has never fainted. Two teeth are loose and have to come out under anaesthesia.',
        diagnosis:
          'Suspected hypertrophic cardiomyopathy (a thickened heart muscle), from the murmur and an in-house ultrasound',
        plan: 'Furosemide was begun after the chest X-rays. The extractions are planned for the 27th, with a short anaesthetic.',
        medications:
          'Furosemide 5 mg by mouth twice a day since 12 November\nClopidogrel 18.75 mg once a day since 14 November\nNo known reactions',
        decision: 'Whether she may have the anaesthetic on the 27th, or whether the teeth must wait.',
        matters:
          'That she does not die on the table for two teeth. If she only has a short time, I want it to be quiet.',
        questions: [
          'Is it really heart disease, or could the breathing have another cause?',
          'Is the anaesthetic safe for her on the 27th?',
          'What happens to the teeth, and to her, if we wait?',
          'Can she stay on tablets only?',
          'What should I watch at home?',
        ],
        also: {
          situation: 'irreversible',
          happened: [
            { when: 'three months ago', what: 'First counted 34 breaths a minute while she slept' },
            { when: 'two weeks ago', what: 'X-ray and echo, heart muscle said to be thick' },
            { when: 'last week', what: 'Stopped jumping on the window sill' },
          ],
          priorities: ['TIME', 'COMFORT'],
          decideInDays: 6,
          reachBy: ['PHONE', 'MAIL'],
          reachTimes: 'weekdays after six',
        },
      },
      ended: 1.5,
      steps: [
        adds('OWNER', ['clip', 'Miso asleep, breathing'], ['photo', 'Miso on the sofa']),
        MISO.owner,
        ...consented('I would be glad of your view before Friday. The echo is mine, so please be kind.'),
        adds(
          'VET',
          ['history', 'Clinic notes since 2021'],
          ['bloods', 'Bloods with T4 and proBNP'],
          ['values', 'Values over three visits'],
          ['dicom', 'Thorax right lateral'],
          ['dicom', 'Thorax left lateral'],
          ['dicom', 'Thorax dorsoventral'],
          ['cine', 'Echo clip'],
          ['letter', 'Letter of Dr Mazur'],
        ),
        adds('NURSE', ['photo', 'Echo, still picture'], ['note', 'Blood pressure readings']),
        ...MISO.vet,
        accepts({ note: 'Includes a second look at the films and the echo clip.' }),
        pays(),
        looks('SPECIALIST', 3),
        says(
          'OWNER',
          'EVERYONE',
          'She still hides after the tablets, and breathes faster when she sleeps: I counted 34 a minute last night. Is the dental operation on the 27th safe for her?',
        ),
        reads('SPECIALIST'),
        says(
          'VET',
          'VETS',
          'Thoracic film attached, taken before furosemide. My reading was a mild interstitial pattern; I would welcome your view on the left atrium. Blood pressure was 148 on the cuff, calm.',
          { with: 'Thorax right' },
        ),
        says(
          'SPECIALIST',
          'EVERYONE',
          'Thank you, both. Ana, please go on counting once a night when she is fast asleep, and write it here. I will have an answer about the 27th before then.',
        ),
        looks('COLLEAGUE', 1),
        says(
          'COLLEAGUE',
          'HOSPITAL',
          'LA:Ao about 1.9 on my measurement of the stored clip. No effusion. I would not anaesthetise before a recheck.',
        ),
        after(
          1,
          drafts({
            agreement: 'AGREE_WITH_CHANGES',
            assessment:
              'Left ventricular free wall 6.8 mm and septum 6.5 mm in diastole, with a moderately enlarged left atrium (LA:Ao 1.9 by two readers). Total T4 is within the interval, systolic pressure 148 mmHg: neither explains the thickening. The film before treatment shows a mild interstitial pattern that fits early congestion.',
            treatment: 'Postpone the extractions until the sleeping respiratory rate has been below 30 for two weeks.',
            answers: ['Yes, in all likelihood: HCM with an enlarged left atrium, and early congestion in October.'],
          }),
        ),
        says(
          'VET',
          'EVERYONE',
          'We can move the dental slot by three weeks without trouble; the two incisors are loose but not infected.',
        ),
        says(
          'OWNER',
          'EVERYONE',
          '29, 31 and 28 in the last three nights. She came out by herself for breakfast today.',
        ),
        standsBy(true),
        says(
          'FRIEND',
          'EVERYONE',
          'I look after Miso when Ana is away. May I give her the tablets in food, or do they have to go down whole?',
        ),
      ],
    },
    {
      of: 'Miso',
      at: 'medicine',
      asks: {
        complaint: 'Lost almost a kilo since summer although she eats everything',
        history:
          'She went from 4.9 to 4.0 kg between June and September. She shouts for food at five in the morning, drinks more, and her coat is greasy. No vomiting, soft stools twice.',
        diagnosis: 'Overactive thyroid thought likely; the first T4 was in the grey zone',
        plan: 'Repeat T4 in six weeks, or begin treatment on trial',
        medications: 'None',
        decision: 'Whether to begin tablets without a certain diagnosis.',
        matters: 'Not to give her tablets for life if it is something else.',
        questions: [
          'Can it be the thyroid with a normal T4?',
          'Which one test would decide it?',
          'Is waiting six weeks harmful?',
        ],
      },
      ended: 58 * 24,
      steps: [
        ...consented(),
        adds('NURSE', ['bloods', 'Bloods September'], ['values', 'Weight and laboratory values']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        plans(
          ['PRACTICE', 'Free T4 and TSH from one sample', 7],
          ['PRACTICE', 'Weight, blood pressure and kidney values again', 56],
          ['OWNER', 'Weigh Miso at home and write it down', 63],
          ['HOSPITAL', 'Look at the free T4 with you, if it is equivocal', null],
        ),
        signs({
          agreement: 'AGREE_WITH_CHANGES',
          agreementNote: 'The suspicion is right; a trial of treatment is not the way to prove it.',
          assessment:
            'Weight loss with polyphagia in a nine-year-old cat, T4 of 48 nmol/L in the upper grey zone, mildly raised ALT, normal creatinine. Early hyperthyroidism is the most likely single cause; T4 varies from day to day by more than the distance to the limit.',
          differentials:
            'Small intestinal disease (chronic enteropathy or small-cell lymphoma); diabetes is excluded by fructosamine; exocrine pancreatic insufficiency is unlikely without large soft stools.',
          tests:
            'Free T4 by equilibrium dialysis together with TSH from one sample. If both are equivocal: cobalamin, folate, and an abdominal ultrasound.',
          treatment:
            'None until the result. If it is confirmed, tablets, a diet, or radioiodine are each reasonable, and radioiodine cures.',
          prognosis: 'Good. With treatment, most cats of her age live for years.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Palpation of the thyroid by somebody who does it every day; blood pressure.',
          plainLanguage:
            'Your vet is very probably right that the thyroid works too hard. One more blood test from a single sample, called free T4 with TSH, can settle it in a week. Until then she needs no tablets, and a week or two does no harm.',
          answers: [
            'Yes. T4 goes up and down from day to day, and other illness lowers it. A normal value early on is common.',
            'Free T4 by dialysis, together with TSH, from the same sample.',
            'Six weeks would do little harm, but there is no need to wait so long.',
          ],
        }),
        reads('OWNER'),
        says(
          'OWNER',
          'EVERYONE',
          'Free T4 came back high. Thank you, we are seeing Dr Mazur on Monday about what to do.',
        ),
        says('SPECIALIST', 'EVERYONE', 'Good to know, and good that it is one of the illnesses that can be cured.'),
        closes(),
      ],
    },
    {
      of: 'Miso',
      at: 'medicine',
      asks: {
        complaint: 'Vomits foam in the morning, twice a week',
        history: 'Always before breakfast, for about two months. White foam, sometimes a hairball.',
        diagnosis: 'Not known yet',
        plan: '',
        medications: '',
        decision: '',
        matters: '',
        questions: [],
      },
      ended: 30,
      steps: [],
    },
    {
      of: 'Bruno',
      at: 'orthopaedics',
      urgency: 'SOON',
      asks: {
        complaint: 'Lame again, four months after a TPLO on the left knee',
        history:
          'The operation in July went well and he walked soundly by week eight. Three weeks ago he chased a ball, cried out, and has carried the leg at a trot since. He stands on it. The joint is warm in the evening.',
        diagnosis: 'Late tear of the medial meniscus, or a problem with the plate',
        plan: 'Second operation to look into the joint, at once',
        medications: 'Carprofen 66 mg twice a day since 2 November\nParacetamol was tried and stopped: he vomited',
        decision: 'Another operation now, or six weeks of rest first.',
        matters: 'He lives for walking. I do not want a third operation.',
        questions: [
          'Has the plate moved or broken?',
          'Could a torn meniscus heal with rest?',
          'What is the chance that he runs again?',
        ],
      },
      ended: 5,
      steps: [
        ...consented('Please look at the distal screw on the second film.'),
        adds(
          'VET',
          ['dicom', 'Stifle mediolateral'],
          ['stray', 'Stifle craniocaudal'],
          ['xray', 'Stifle craniocaudal, photograph of the film'],
          ['letter', 'Letter to Northgate'],
        ),
        asks(
          'OWNER',
          'Please film Bruno from the side and from behind, ten steps each at a walk and at a trot, on a hard surface.',
        ),
        tells('OWNER', 'Both clips are in the records. He is a bit stiff because it was after his sleep.'),
        adds('OWNER', ['clip', 'Bruno trotting']),
        accepts({
          note: 'Covers the films and the clips. If you decide to come for arthroscopy, the fee is counted towards the visit.',
        }),
      ],
    },
    {
      of: 'Bruno',
      at: 'oncology',
      asks: {
        complaint: 'A soft lump on the chest wall that has grown to the size of a lemon',
        history:
          'First felt in 2024 as a grape. The needle sample said fat. Since August it has doubled; it does not hurt.',
        diagnosis: 'Lipoma (a lump of fat)',
        plan: 'Remove it together with the next dental cleaning',
        medications: 'None',
        decision: 'Remove, or leave alone.',
        matters: 'No operation that he does not need.',
        questions: [
          'Is a needle sample enough to be sure?',
          'Does the growth mean it is bad?',
          'What happens if we leave it?',
        ],
      },
      ended: 33 * 24,
      steps: [
        sends(),
        releases({ days: 180 }),
        adds('OWNER', ['photo', 'The lump with a ruler']),
        ...consented().slice(2),
        adds('NURSE', ['histology', 'Cytology of the lump'], ['history', 'Clinic notes']),
        accepts({ fee: 240, note: 'Reduced: one clear question.' }),
        pays(),
        looks('SPECIALIST', 3),
        signs({
          agreement: 'AGREE',
          agreementNote: '',
          assessment:
            'Adipocytes only on two needle samples a year apart; soft, mobile, under the skin. Growth over months is usual for lipoma and does not by itself speak for malignancy.',
          differentials:
            'Infiltrative lipoma if it becomes fixed to the muscle; well-differentiated liposarcoma, rare.',
          tests:
            'Measure it in two directions every two months. If it becomes firm, fixed or fast, a CT before any operation.',
          treatment: 'Leave it, or remove it when it gets in the way of his elbow. There is no hurry.',
          prognosis: 'Excellent.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Whether it moves freely over the ribs is to be felt by hand.',
          plainLanguage:
            'This is a lump of fat. It may grow, and it may stay. Measure it every two months with a tape; as long as it stays soft and can be moved, he needs no operation.',
          answers: [
            'Two samples with nothing but fat are, together with how it feels, as good as certain.',
            'No. Fatty lumps grow in steps.',
            'It will probably grow slowly. It would only have to go when it hinders him.',
          ],
        }),
        after(14 * 24, closes()),
      ],
    },
    {
      of: 'Bruno',
      at: 'surgery',
      asks: {
        complaint: 'Noisy breathing on walks, worse on warm days',
        history:
          'A rough sound when he breathes in, since about a year. His bark has become hoarse. He has to stop on the second hill.',
        diagnosis: 'Paralysed larynx suspected',
        plan: 'Tie-back operation (one side of the larynx is fixed open)',
        medications: 'Carprofen 66 mg as needed',
        decision: 'Operation before next summer.',
        matters: 'The risk that food goes the wrong way afterwards.',
        questions: [
          'Is the diagnosis certain without a look at the larynx?',
          'Which side effects should we expect?',
          'Can it wait until spring?',
        ],
      },
      ended: 16 * 24,
      steps: [
        ...consented(),
        adds('VET', ['history', 'Clinic notes']),
        declines(
          'NEEDS_EXAMINATION',
          'Whether the larynx moves can only be seen under light anaesthesia, with somebody who looks while he breathes in. From notes we would be guessing, and the operation has risks that a guess does not justify.',
          'Ask Dr Mazur for a laryngeal examination nearby (about half an hour, and home the same day). If it confirms paralysis, send us the clip and we will gladly advise on the operation.',
        ),
      ],
    },
    {
      of: 'Bruno',
      at: 'skin',
      asks: {
        complaint: 'Ear infections, the fifth in two years',
        history:
          'Always both ears, brown and itchy, worse from May to October. Drops help within a week; a month later it is back. He licks his paws as well.',
        diagnosis: 'Bacterial and yeast ear infection',
        plan: 'Another course of drops, then cleaning twice a week',
        medications:
          'Ear drops with gentamicin, clotrimazole and betamethasone, 8 drops once a day for seven days, five courses\nEar cleaner twice a week',
        decision: 'Whether to go on like this or look for an allergy.',
        matters: 'His hearing, and that he lets me touch his ears again.',
        questions: [
          'Is there an allergy behind it?',
          'Do the drops harm his hearing over time?',
          'Would a diet trial be worth the trouble?',
        ],
      },
      ended: 40,
      steps: [adds('OWNER', ['skin', 'Left ear'], ['skin', 'Paw between the toes']), sends(), releases()],
    },
  ],
}
