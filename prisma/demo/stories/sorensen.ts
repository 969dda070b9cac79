/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { drafts, signs } from '../steps/answer.ts'
import { consented, releases, remindsVet } from '../steps/consent.ts'
import { sends } from '../steps/asking.ts'
import { runsOut } from '../steps/endings.ts'
import { pays } from '../steps/fee.ts'
import { mailsIn } from '../steps/mails.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, asks, declines } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

// Their vet has no account: everything on the practice's side goes through the link in a mail.

export const SORENSEN: Household = {
  owner: {
    key: 'ingrid.sorensen',
    name: 'Ingrid Sørensen',
    phone: '+45 55 55 01 06',
    timeZone: 'Europe/Copenhagen',
    livesIn: 'DK',
    vet: 'lena.fischer',
    animals: [
      {
        name: 'Freya',
        species: 'CAT',
        breed: 'Norwegian Forest cat',
        sex: 'FEMALE',
        neuter: 'NEUTERED',
        years: 11,
        kg: 5.2,
      },
      { name: 'Loke', species: 'DOG', breed: 'Miniature dachshund', sex: 'MALE', neuter: 'INTACT', years: 6, kg: 6.4 },
    ],
  },
  stories: [
    {
      of: 'Loke',
      at: 'neurology',
      redFlags: ['hindlegs'],
      asks: {
        complaint: 'Weak hind legs since Thursday: cage rest or an operation',
        history:
          'He yelped when lifted on Thursday evening. On Friday he swayed and knuckled on the left. Dr Fischer saw him at once, he feels his toes and wags. Since then he is in a crate; on Saturday he stood up for his dinner.',
        diagnosis: 'Slipped disc between chest and loin (IVDD), grade 2 of 5',
        plan: 'MRI and operation on Monday at the university, or four weeks in the crate',
        medications: 'Meloxicam 0.6 mg once a day since Friday\nGabapentin 60 mg three times a day since Friday',
        decision: 'Whether to drive to the MRI on Monday morning.',
        matters: 'That he walks. And that he is not operated on if he would have walked anyway.',
        questions: [
          'How often does grade 2 recover with rest alone?',
          'What would make you operate at once?',
          'Is an MRI useful if we choose rest?',
          'How strict must the crate be?',
        ],
        also: {
          situation: 'no-answer',
          priorities: ['CERTAINTY', 'FEWER_PROCEDURES'],
          decideInDays: 1,
          reachBy: ['PHONE'],
          reachTimes: 'at any time this weekend',
          language: 'da',
        },
      },
      ended: 2,
      steps: [
        after(0.4, sends()),
        releases(),
        ...consented('Deep pain present on both sides, bladder under control. I am on call all weekend.')
          .slice(2)
          .map((agreed) => after(3, agreed)),
        adds('VET', ['history', 'Examination Friday and Saturday'], ['xray', 'Spine lateral, photograph']),
        after(2, accepts({ note: 'Read today, Sunday, because the decision is for tomorrow.' })),
        after(1, pays()),
        looks('SPECIALIST', 2),
        after(
          1,
          says('OWNER', 'EVERYONE', 'He walked four steps to the bowl this morning, swaying but without falling.'),
        ),
        after(
          0.5,
          says(
            'SPECIALIST',
            'VETS',
            'That matters. Could you score him once more tonight: stands without help, knuckles left only, deep pain both sides?',
          ),
        ),
        after(
          0.5,
          says(
            'VET',
            'VETS',
            'Just came from them. Stands and takes ten steps, knuckles left one in three, pain and bladder fine. Better than yesterday.',
          ),
        ),
        after(
          0.5,
          drafts({
            agreement: 'AGREE_WITH_CHANGES',
            assessment:
              'Ambulatory paraparesis, grade 2, improving on the third day of rest. Eight in ten such dogs walk well after four weeks in a crate.',
            urgency: 'URGENT',
          }),
        ),
      ],
    },
    {
      of: 'Loke',
      at: 'medicine',
      asks: {
        complaint: 'Drinks, eats and pants; the test for Cushing’s was unclear',
        history:
          'A round belly, thin fur on the flanks, a litre of water a day. The first suppression test was positive at eight hours and negative at four.',
        diagnosis: 'Hyperadrenocorticism (Cushing’s) suspected',
        plan: 'Trilostane on trial',
        medications: 'None',
        decision: 'Tablets for life on an unclear test.',
        matters: 'Nights without going out three times.',
        questions: [
          'What does this pattern of the test mean?',
          'Is a urine test of use?',
          'Is it dangerous to treat a dog that does not have it?',
        ],
      },
      ended: 16,
      steps: [
        ...consented(),
        adds('VET', ['history', 'Karteikarte']),
        mailsIn(['bloods', 'Bloods and suppression test']),
      ],
    },
    {
      of: 'Loke',
      at: 'eyes',
      asks: {
        complaint: 'An ulcer on the right eye that has not closed in five weeks',
        history:
          'A scratch from a bush. Drops of three kinds. The edge is loose, says Dr Fischer, and the green dye runs under it.',
        diagnosis: 'Indolent corneal ulcer (SCCED)',
        plan: 'Cotton-bud cleaning again, then an operation',
        medications: 'Chloramphenicol drops four times a day, five weeks\nHyaluronate drops as needed',
        decision: 'Operation or one more time.',
        matters: 'He squints all day.',
        questions: [
          'Why does it not close?',
          'Is the diamond burr better than the cotton bud?',
          'Can it be done awake?',
        ],
      },
      ended: 23 * 24,
      steps: [
        adds('OWNER', ['eye', 'Right eye']),
        ...consented(),
        adds('VET', ['eye', 'Right eye with dye']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        signs({
          agreement: 'AGREE',
          agreementNote: '',
          assessment: 'Superficial, loose-edged, no vessels after five weeks: an indolent ulcer.',
          differentials:
            'An extra lash under the lid; dry eye; a foreign body. Each would be seen on a good look with magnification.',
          tests: 'Tear test in both eyes, lids everted.',
          treatment:
            'Diamond burr of the surface under a drop of local anaesthetic with a bandage lens, which heals nine in ten within two weeks. Keratectomy only for the tenth.',
          prognosis: 'Excellent.',
          urgency: 'SOON',
          examinationNeeded: 'Magnification, tear test.',
          plainLanguage:
            'The top layer of the eye does not stick. Polishing it with a fine burr, awake and with a numbing drop, usually heals it in two weeks. An operation is hardly ever needed.',
          answers: [
            'The layer below makes a film that the new skin slides on.',
            'Yes: nine in ten close, against five in ten.',
            'In most dogs, yes.',
          ],
        }),
        reads('OWNER'),
        runsOut(21.2),
      ],
    },
    {
      of: 'Loke',
      at: 'cardiology',
      asks: {
        complaint: 'A murmur grade IV; when does he need tablets?',
        history:
          'Found at the vaccination. He runs as ever. No cough. Chest X-ray in spring: heart size at the upper limit.',
        diagnosis: 'Mitral valve disease, stage B1 or B2',
        plan: 'Pimobendan from now on',
        medications: 'None',
        decision: 'Begin now or measure first.',
        matters: 'As few tablets as possible.',
        questions: ['B1 or B2?', 'Does pimobendan help him today?', 'How often should he be checked?'],
      },
      ended: 4 * 24,
      steps: [
        ...consented(),
        adds('VET', ['dicom', 'Thorax lateral'], ['cine', 'Heart ultrasound'], ['bloods', 'Bloods with proBNP']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        signs({
          agreement: 'CANNOT_SAY',
          agreementNote: 'Valve disease, yes. The stage cannot be told from one film.',
          assessment:
            'Vertebral heart size 10.6, left atrial bulge slight. The film alone does not separate B1 from B2, and the tablet has a proven benefit in B2 only.',
          differentials: '',
          tests:
            'An echo with two numbers: left atrium to aorta, and left ventricular diameter for his weight. Repeat film in six months if there is no echo.',
          treatment: 'None until it is B2. Then begin without delay: it adds about fifteen months before signs appear.',
          prognosis: 'Good. Many dogs in B1 never need a tablet.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Echo by somebody who measures every day.',
          plainLanguage:
            'His valve leaks, his heart is not clearly enlarged. The tablet helps once it is, not before. A half-hour ultrasound tells which it is.',
          answers: [
            'It cannot be told from this film; the ultrasound can.',
            'Only if he is B2.',
            'Every six months, and count his breaths asleep once a week.',
          ],
        }),
        reads('OWNER'),
        says('OWNER', 'EVERYONE', 'The ultrasound is booked for the 9th. I will put the numbers here.'),
      ],
    },
    {
      of: 'Freya',
      at: 'medicine',
      urgency: 'SOON',
      asks: {
        complaint: 'Kidneys, and now a blood pressure of 190',
        history:
          'Stage 2 since last year. She bumped into the door frame on Tuesday; Dr Fischer saw a small bleed in one eye and measured 190, twice.',
        diagnosis: 'High blood pressure from kidney disease',
        plan: 'Amlodipine',
        medications: 'Amlodipine 0.625 mg once a day since Wednesday\nKidney diet since spring',
        decision: 'Whether to add a second medicine for protein in the urine.',
        matters: 'Her sight.',
        questions: ['Will the sight come back?', 'Is one medicine enough?', 'How low should the pressure be?'],
      },
      ended: 30,
      steps: [...consented(), adds('VET', ['bloods', 'Bloods and urine'], ['eye', 'Left eye']), accepts()],
    },
    {
      of: 'Freya',
      at: 'skin',
      asks: {
        complaint: 'A swollen lower lip and a raw line inside the thigh',
        history: 'Comes and goes since summer. A steroid injection helps for six weeks, the last one for three.',
        diagnosis: 'Eosinophilic granuloma',
        plan: 'Another injection',
        medications: 'Methylprednisolone acetate 20 mg by injection, three times since June',
        decision: 'A fourth injection.',
        matters: 'She got fat and thirsty on them.',
        questions: ['Is it an allergy?', 'What can be used instead?', 'Is the injection harmful?'],
      },
      ended: 3,
      steps: [adds('OWNER', ['skin', 'Inside the thigh']), sends()],
    },
    {
      of: 'Freya',
      at: 'oncology',
      urgency: 'URGENT',
      asks: {
        complaint: 'A hard lump where she was vaccinated three years ago',
        history:
          'Between the shoulder blades, walnut-sized, fixed. Dr Fischer took a needle sample: spindle cells. It grew by half within a month.',
        diagnosis: 'Feline injection-site sarcoma',
        plan: 'Cut it out next week',
        medications: 'None',
        decision: 'The date next Wednesday.',
        matters: 'One operation that is enough, rather than three that are not.',
        questions: ['Is next week too soon?', 'How wide must it be cut?', 'Does radiation belong to it?'],
      },
      ended: 8,
      steps: [
        ...consented('I have the slot on Wednesday but I would rather be told to wait.'),
        adds('VET', ['histology', 'Cytology, lump'], ['photo', 'Between the shoulders']),
        asks(
          'PRACTICE',
          'Is a CT with contrast possible before Wednesday, with the front legs drawn back? And please no biopsy through the skin over the spine: the track would have to come out as well.',
        ),
        says(
          'COORDINATOR',
          'HOSPITAL',
          'Tumour board is Tuesday at four; if the CT comes by then I will put Freya first.',
        ),
      ],
    },
    {
      of: 'Freya',
      at: 'cardiology',
      asks: {
        complaint: 'Should she have a heart scan before her dental?',
        history: 'No murmur, no signs. A friend’s cat died under anaesthesia and I cannot sleep.',
        diagnosis: 'Healthy heart as far as known',
        plan: 'Dental cleaning in December',
        medications: 'None',
        decision: 'Scan or not.',
        matters: 'To sleep again.',
        questions: [
          'Is a scan useful without a murmur?',
          'Which blood test helps?',
          'What makes anaesthesia safer for her?',
        ],
      },
      ended: 10 * 24,
      steps: [
        ...consented(),
        adds('VET', ['history', 'Karteikarte']),
        declines(
          'OTHER',
          'We have read everything, and we do not think that an opinion for 320 euros would help Freya: she has no sign of heart disease, and her vet’s plan is good. A proBNP from the blood that is taken anyway answers your question for a tenth of that.',
          'Ask Dr Fischer to add proBNP to the blood before the dental. If it is raised, send the case again and we will take it the same day.',
        ),
      ],
    },
    {
      of: 'Freya',
      at: 'imaging',
      asks: {
        complaint: 'Is there a stone on this X-ray?',
        history: 'Taken when she strained. One says stone, one says gut.',
        diagnosis: 'Bladder stone or dung',
        plan: 'Ultrasound',
        medications: 'None',
        decision: 'Diet for stones.',
        matters: 'To know.',
        questions: ['Stone or not?', 'Which view is missing?', 'Does the diet harm if it is not?'],
      },
      ended: 36,
      steps: [sends(), releases(), remindsVet()],
    },
  ],
}
