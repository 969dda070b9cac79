import { drafts, plans, signs } from '../steps/answer.ts'
import { consented, releases } from '../steps/consent.ts'
import { sends } from '../steps/asking.ts'
import { runsOut, withdraws } from '../steps/endings.ts'
import { pays } from '../steps/fee.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, asks } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

export const PAPADAKIS: Household = {
  owner: {
    key: 'george.papadakis',
    name: 'George Papadakis',
    phone: '+1 773 555 0105',
    timeZone: 'America/Chicago',
    livesIn: 'US-IL',
    vet: 'owen.price',
    animals: [
      { name: 'Zeus', species: 'DOG', breed: 'German shepherd', sex: 'MALE', neuter: 'NEUTERED', years: 9, kg: 37.2 },
      {
        name: 'Olive',
        species: 'CAT',
        breed: 'Domestic longhair',
        sex: 'FEMALE',
        neuter: 'NEUTERED',
        years: 13,
        kg: 3.4,
      },
    ],
  },
  stories: [
    {
      of: 'Zeus',
      at: 'neurology',
      asks: {
        complaint: 'Wobbly behind and dragging his toes, without pain',
        history:
          'Began on the left in the spring, both sides now. He crosses his legs when he turns and his nails are worn. He climbs stairs, slowly. No accidents in the house. A DNA test says two copies of the SOD1 variant.',
        diagnosis: 'Degenerative myelopathy',
        plan: 'Physiotherapy; nothing else can be done',
        medications: 'Gabapentin 300 mg twice a day, stopped after two weeks without effect',
        decision: 'Whether to pay for an MRI to look for something that can be treated.',
        matters: 'That we do not miss something that can be mended. That he keeps his dignity.',
        questions: [
          'Does the gene test prove it?',
          'Could a slipped disc look the same?',
          'How fast will it go?',
          'Is the MRI worth it at nine?',
        ],
      },
      ended: 6,
      steps: [
        ...consented(),
        adds(
          'VET',
          ['xray', 'Spine lateral, photograph of the film'],
          ['history', 'Clinic notes'],
          ['bloods', 'Bloods and gene test'],
        ),
        adds('OWNER', ['clip', 'Zeus walking on the path']),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        drafts({
          agreement: 'CANNOT_SAY',
          assessment:
            'A chronic, progressive, painless T3-L3 myelopathy. The variant makes degenerative myelopathy possible and does not prove it: many shepherds with two copies stay well, and some of these have a disc or a lumbosacral problem beside it.',
        }),
        says(
          'SPECIALIST',
          'EVERYONE',
          'George, does he hold urine through the night, and does he notice when his toes are turned over on a towel? Please film the second if you can.',
        ),
      ],
    },
    {
      of: 'Zeus',
      at: 'surgery',
      asks: {
        complaint: 'Painful openings around the anus that do not heal',
        history:
          'Two years of it. He cries when he passes stool and licks. Ciclosporin closed them by half, and they opened again when it was reduced.',
        diagnosis: 'Perianal fistulae',
        plan: 'Cut them out',
        medications: 'Ciclosporin 150 mg once a day since June\nTacrolimus 0.1 % ointment twice a day',
        decision: 'Operation in January.',
        matters: 'That he can hold his stool afterwards.',
        questions: ['Is surgery better than tablets?', 'Can he become incontinent?', 'Does his food play a part?'],
      },
      ended: 8 * 24,
      steps: [
        adds('OWNER', ['skin', 'Under the tail']),
        ...consented(),
        adds('VET', ['history', 'Clinic notes'], ['bloods', 'Bloods and ciclosporin level']),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        plans(
          ['PRACTICE', 'Trough level of ciclosporin', 14],
          ['OWNER', 'New-protein diet and nothing else by mouth, for eight weeks', 56],
          ['PRACTICE', 'Look at each opening again, with photographs', 56],
        ),
        signs({
          agreement: 'AGREE_WITH_CHANGES',
          agreementNote: 'The diagnosis stands. Surgery is the last step here, not the next.',
          assessment:
            'Perianal fistulae that answered to ciclosporin by half at a low blood level, in a shepherd whose diet was never changed.',
          differentials:
            'Colitis beside it, in about half of these dogs; anal sac disease; a tumour in an opening that never answers.',
          tests: 'A trough level, stool culture, and a biopsy of the one opening that is hardest.',
          treatment:
            'A strict new-protein diet for eight weeks together with ciclosporin at a level that is measured, before any cutting. Where openings remain, limited surgery under cover of the same medicine.',
          prognosis: 'Seven in ten close with medicine and diet. After wide surgery, up to one in four leaks stool.',
          urgency: 'SOON',
          examinationNeeded: 'Rectal palpation under sedation, to feel how deep they go.',
          plainLanguage:
            'Please wait with the operation. The tablet helped, but there was too little of it in his blood, and his food was never changed. Both together close these wounds in most dogs. An operation can cost him the control of his stool.',
          answers: [
            'No, not before medicine and diet have been given a full chance.',
            'Yes, up to one in four after wide surgery.',
            'Often. Half of these dogs have a sensitive gut.',
          ],
        }),
        reads('OWNER'),
        says('OWNER', 'EVERYONE', 'Which protein would you begin with? He has had chicken, beef and lamb.'),
        says(
          'SPECIALIST',
          'EVERYONE',
          'A hydrolysed diet is simplest, and nothing else by mouth for eight weeks. Dr Price can say which one he can get.',
        ),
      ],
    },
    {
      of: 'Zeus',
      at: 'eyes',
      asks: {
        complaint: 'A brown film grows over both eyes from the side',
        history: 'First seen in April, worse in summer. It does not hurt. He bumps into the fence at dusk.',
        diagnosis: 'Pannus (chronic superficial keratitis)',
        plan: 'Drops for life',
        medications: 'Dexamethasone 0.1 % drops three times a day since May',
        decision: 'Add a second drop, and goggles.',
        matters: 'His sight at dusk.',
        questions: ['Are goggles of any use?', 'Is a second drop needed?', 'Will he go blind?'],
      },
      ended: 19,
      steps: [
        adds('OWNER', ['eye', 'Right eye'], ['eye', 'Left eye']),
        ...consented(),
        adds('VET', ['history', 'Eye visits']),
      ],
    },
    {
      of: 'Zeus',
      at: 'oncology',
      urgency: 'URGENT',
      asks: {
        complaint: 'A splenic mass was removed; the word haemangiosarcoma was used',
        history:
          'He collapsed in September, was operated on the same night and recovered. The pathologist writes "probable". We were told three months.',
        diagnosis: 'Haemangiosarcoma of the spleen, probable',
        plan: 'Doxorubicin, five times',
        medications: 'Tramadol 100 mg twice a day for five days in September',
        decision: 'Chemotherapy or not.',
        matters: 'Weeks that are good.',
        questions: ['Is "probable" certain enough?', 'What does chemotherapy add?', 'What should we watch for?'],
      },
      ended: 21 * 24,
      steps: [
        ...consented(),
        adds('VET', ['histology', 'Spleen'], ['history', 'Clinic notes']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        says(
          'SPECIALIST',
          'EVERYONE',
          'I have asked the laboratory for the blocks, so that a second pathologist can look. That is worth a few days.',
        ),
        after(
          72,
          says(
            'OWNER',
            'EVERYONE',
            'It is longer than you promised now, and we have decided for ourselves: no chemotherapy. He had a good weekend by the lake.',
          ),
        ),
        after(1, withdraws()),
      ],
    },
    {
      of: 'Olive',
      at: 'medicine',
      asks: {
        complaint: 'Vomiting and weight loss: inflamed bowel, or lymphoma?',
        history:
          'From 4.6 to 3.4 kg in a year. Vomits twice a week. Ultrasound shows a thick muscle layer of the small bowel. Two diets did nothing. A steroid would be next, but then a biopsy is less clear.',
        diagnosis: 'Inflammatory bowel disease or small-cell lymphoma',
        plan: 'Prednisolone and chlorambucil without a biopsy',
        medications: 'Maropitant 4 mg once a day as needed\nCobalamin 250 µg by injection weekly, six times',
        decision: 'Biopsy under anaesthesia at thirteen, or treat without one.',
        matters: 'No big operation. And not to treat the wrong thing.',
        questions: [
          'Does the treatment differ between the two?',
          'Which biopsy is gentlest and still of use?',
          'How long do cats live with each?',
        ],
      },
      ended: 11,
      steps: [
        ...consented(),
        adds(
          'VET',
          ['bloods', 'Bloods, cobalamin, folate'],
          ['history', 'Clinic notes'],
          ['values', 'Weights and values over a year'],
        ),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        asks(
          'OWNER',
          'How is she with anaesthetics (her dental in 2024?), and would you agree to an endoscopy of half an hour if it spared her an operation? I ask before I write, because both answers are possible.',
          'SPECIALIST',
        ),
      ],
    },
    {
      of: 'Olive',
      at: 'oncology',
      urgency: 'SOON',
      asks: {
        complaint: 'A sore under the tongue; the sample says squamous cell carcinoma',
        history: 'She drooled, I looked, and there it was. It is the size of a bean. She eats soft food, washes less.',
        diagnosis: 'Oral squamous cell carcinoma, under the tongue',
        plan: 'Radiation is offered four hours away; or pain relief',
        medications: 'Meloxicam 0.2 mg once a day\nBuprenorphine 0.1 mg in the cheek twice a day',
        decision: 'Drive for radiation or not.',
        matters: 'That she eats with pleasure as long as she can.',
        questions: ['What does radiation give, in weeks?', 'Is a feeding tube a kindness?', 'How do we know when?'],
      },
      ended: 20,
      steps: [
        ...consented(),
        adds('VET', ['histology', 'Tongue base'], ['photo', 'Mouth']),
        accepts({ note: 'No fee for follow-up questions until the end.' }),
      ],
    },
    {
      of: 'Olive',
      at: 'medicine',
      asks: {
        complaint: 'Coughs with her neck stretched out, mostly at night',
        history: 'Ten seconds, twice a week, since the heating is on. Fine in between.',
        diagnosis: 'Asthma or hairballs',
        plan: 'Chest X-ray',
        medications: 'None',
        decision: 'Inhaler on trial.',
        matters: 'Her nights.',
        questions: ['Is it asthma?', 'Does an inhaler need proof?', 'Could it be the heart?'],
      },
      ended: 5 * 24,
      steps: [sends(), releases(), runsOut(31)],
    },
    {
      of: 'Olive',
      at: 'medicine',
      asks: {
        complaint: 'Kidney values creep up, a little at each check',
        history:
          'Creatinine 140, then 165, then 188 within eighteen months. SDMA 17. She drinks a bowl a day. Blood pressure was never taken.',
        diagnosis: 'Chronic kidney disease, stage 2',
        plan: 'Kidney diet',
        medications: 'None',
        decision: 'Diet now or later: she hates every new food.',
        matters: 'That she goes on eating.',
        questions: [
          'Is the diet needed at this stage?',
          'What else should be measured?',
          'How often should she be checked?',
        ],
      },
      ended: 15,
      steps: [adds('OWNER', ['note', 'What she drinks'], ['receipt', 'From the vet, Tuesday'])],
    },
  ],
}
