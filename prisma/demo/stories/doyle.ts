/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { CAPTAIN } from '../histories.ts'
import { plans, signs } from '../steps/answer.ts'
import { consented } from '../steps/consent.ts'
import { closes, runsOut } from '../steps/endings.ts'
import { isRefusedTheCard, pays } from '../steps/fee.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, asks } from '../steps/triage.ts'
import type { Household } from '../story.ts'

export const DOYLE: Household = {
  owner: {
    key: 'conor.doyle',
    name: 'Conor Doyle',
    phone: '+353 86 555 0102',
    timeZone: 'Europe/Dublin',
    livesIn: 'IE',
    vet: 'aoife.nolan',
    animals: [
      {
        name: 'Juniper',
        species: 'HORSE',
        breed: 'Irish Sport Horse',
        sex: 'FEMALE',
        neuter: 'INTACT',
        years: 12,
        kg: 568,
      },
      {
        name: 'Captain',
        species: 'HORSE',
        breed: 'Connemara pony',
        sex: 'MALE',
        neuter: 'NEUTERED',
        years: 18,
        kg: 392,
      },
      { name: 'Bandit', species: 'DOG', breed: 'Border collie', sex: 'MALE', neuter: 'INTACT', years: 3.5, kg: 19.8 },
      {
        ...{ name: 'Pip', species: 'DOG', breed: 'Border collie', sex: 'FEMALE', neuter: 'INTACT' },
        ...{ years: 2, kg: 15.6, leaves: { to: 'daniel.oreilly' } },
      },
    ],
  },
  stories: [
    {
      of: 'Juniper',
      at: 'surgery',
      urgency: 'URGENT',
      asks: {
        complaint: 'Colic for the fourth time since August, each time a little longer',
        history:
          'Three bouts passed with one injection and walking. The last, on Tuesday, took nine hours and a night on fluids. Between them she is bright and eats. Always within two days of a change of hay. Dr Nolan felt gas in the large colon on the left and the spleen pushed away from the wall.',
        diagnosis: 'Left dorsal displacement of the large colon (nephrosplenic entrapment), recurrent',
        plan: 'Keyhole operation to close the space beside the spleen, as soon as she is over this bout',
        medications:
          'Flunixin 1.1 mg/kg IV once on Tuesday\nPhenylephrine infusion once on Tuesday\nOmeprazole paste 2 mg/kg once a day since Wednesday',
        decision: 'The operation is offered for next week; it is far away and it is a lot of money.',
        matters:
          'She must not go through another night like Tuesday. I would not put her through a big abdominal operation twice.',
        questions: [
          'Is the space beside the spleen really the cause of all four bouts?',
          'Would closing it end the colic, or only this kind?',
          'Can she be fed in a way that makes the operation unnecessary?',
          'Can she travel three hours a week after a bout?',
        ],
      },
      ended: 3,
      steps: [
        ...consented('Four bouts, two confirmed by rectal and ultrasound. Please call me at any hour about this mare.'),
        adds(
          'VET',
          ['history', 'Colic visits August to November'],
          ['bloods', 'Bloods on admission and after'],
          ['photo', 'Juniper in the stable'],
        ),
        accepts({ note: 'Taken as urgent: we aim for tomorrow rather than for the full two days.' }),
        pays(),
        looks('SPECIALIST', 3),
        says(
          'SPECIALIST',
          'VETS',
          'Was the entrapment seen on ultrasound in both of the confirmed bouts, and was the left kidney visible at any time during them?',
        ),
        says(
          'VET',
          'VETS',
          'August: kidney not visible, spleen edge ventral. Tuesday: the same, and it opened up after phenylephrine and lungeing. The two in between I only heard of by telephone.',
        ),
        says('OWNER', 'EVERYONE', 'She is quiet this morning and left a third of her hay. Is that a sign?', {
          urgent: true,
        }),
        says(
          'SPECIALIST',
          'EVERYONE',
          'A third left is not an alarm by itself. If she paws, looks at her flank or lies down and gets up again, ring Dr Nolan first and write here second. I will finish tonight.',
        ),
      ],
    },
    {
      of: 'Juniper',
      at: 'medicine',
      asks: {
        complaint: 'Girthy, sour when ridden, and not finishing her feed',
        history:
          'Since the spring shows. She bites at the girth and stops at fences that she jumped for years. Condition a little down. Saddle was checked in May.',
        diagnosis: 'Gastric ulcers seen by gastroscopy, grade 2 of the squamous part',
        plan: 'Omeprazole for four weeks, then look again',
        medications: 'Omeprazole paste 4 mg/kg once a day for 28 days in June, then 1 mg/kg for 14 days',
        decision: 'Whether to repeat the course: the second look was better, her temper was not.',
        matters: 'To know whether she is in pain or fed up.',
        questions: [
          'Can healed ulcers still hurt?',
          'What else makes a mare girthy?',
          'Should the pyloric part be looked at as well?',
        ],
      },
      ended: 6 * 24,
      steps: [
        ...consented(),
        adds('VET', ['letter', 'Referral letter'], ['photo', 'Gastroscopy, still picture']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        plans(
          ['PRACTICE', 'Gastroscopy to the pylorus, 16 hours without feed', 7],
          ['OWNER', 'Have the saddle looked at', 14],
          ['PRACTICE', 'Back and lameness examination, if the stomach is clean', 28],
        ),
        signs({
          agreement: 'AGREE_WITH_CHANGES',
          agreementNote: 'Squamous ulcers were there and have healed. They do not explain what is left.',
          assessment:
            'Squamous disease grade 2 that healed to grade 0 on omeprazole, with unchanged behaviour under saddle. The glandular mucosa and the pylorus are not on the stored pictures. Girthiness that outlasts healed squamous disease points to glandular disease or to pain elsewhere.',
          differentials:
            'Equine glandular gastric disease; pain of the thoracolumbar spine or sacroiliac region; ovarian cycle-related behaviour; hindgut discomfort.',
          tests:
            'Gastroscopy to the pylorus after 16 hours without feed. If clean: a back and lameness examination with nerve or joint blocks before any further stomach medication.',
          treatment:
            'No further course on the present findings. Turn-out, forage first, two small hard feeds at most: this helps both kinds of ulcer.',
          prognosis: 'Good if one cause is found; behaviour usually follows comfort within six weeks.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Back palpation, ridden assessment, rectal palpation of the ovaries.',
          plainLanguage:
            'Her stomach lining has healed where it was looked at. The lower part of the stomach was not looked at, and her back was not examined either. Those two come first; more paste does not.',
          answers: [
            'Not the kind that was seen. Those stop hurting when they close.',
            'A sore back, the lower stomach, her ovaries, or a saddle that fitted in May and does not in November.',
            'Yes, that is the first step.',
          ],
        }),
        reads('OWNER'),
        says(
          'VET',
          'EVERYONE',
          'Agreed. I can scope her to the pylorus on the 3rd; no feed from four in the afternoon, Conor.',
        ),
        says('OWNER', 'EVERYONE', 'Will do. And the saddler comes the same week.'),
      ],
    },
    {
      of: 'Juniper',
      at: 'neurology',
      asks: {
        complaint: 'Shakes her head on sunny days, as if a fly were in her nose',
        history:
          'Second summer now. Up and down, sneezing, rubbing her nose on her foreleg at the trot. Gone by October, and on grey days. A nose net helps by half.',
        diagnosis: 'Photic headshaking (trigeminal)',
        plan: 'Try a nose net and magnesium; the nerve stimulation treatment if not better',
        medications:
          'Magnesium 20 g in the feed once a day since May\nCyproheptadine was tried for two weeks without effect',
        decision: 'Whether to book nerve stimulation before the spring.',
        matters: 'That she is not ridden in pain.',
        questions: [
          'Is it certain that it is the nerve?',
          'Should her teeth and guttural pouches be seen first?',
          'How long does nerve stimulation last?',
        ],
      },
      ended: 26,
      steps: [
        ...consented(),
        adds('VET', ['history', 'Notes of two summers']),
        asks(
          'OWNER',
          'Do you have a film of her at the trot on a sunny day, with and without the net? Thirty seconds of each is plenty.',
        ),
      ],
    },
    {
      of: 'Captain',
      at: 'medicine',
      urgency: 'SOON',
      asks: {
        complaint: 'Footsore again in autumn, with a coat that never quite sheds',
        history:
          'Laminitis in both fronts in October, the third autumn in a row. He drinks more, his coat curls at the belly, his topline has gone. ACTH was borderline in September.',
        diagnosis: 'Pituitary disease (PPID) thought likely, insulin not tested',
        plan: 'Trial of pergolide, no grass, soft bedding',
        medications: 'Phenylbutazone 1 g twice a day since 4 November',
        decision: 'Begin pergolide for life on a borderline result.',
        matters: 'He is eighteen and my daughter learns on him. Comfortable days count.',
        questions: [
          'Is a borderline ACTH in September enough?',
          'Should insulin be tested before anything else?',
          'May he ever graze again?',
        ],
      },
      ended: 9,
      steps: [
        ...consented(),
        adds(
          'VET',
          ['bloods', 'Bloods with ACTH'],
          ['dicom', 'Left fore lateral'],
          ['history', 'Clinic notes three autumns'],
        ),
        ...CAPTAIN,
        adds('OWNER', ['photo', 'Captain from the side']),
      ],
    },
    {
      of: 'Captain',
      at: 'imaging',
      asks: {
        complaint: 'Hock X-rays from a pre-purchase examination: is he worth the risk?',
        history:
          'Taken when we bought him for my niece to share. The vet who examined him spoke of a small change in the lower hock joint and of "nothing to worry about". He was never lame behind.',
        diagnosis: 'Mild narrowing of the distal hock joint, left',
        plan: 'Buy, and X-ray again in two years',
        medications: 'None',
        decision: 'Whether to insure him for jumping.',
        matters: 'A plain word about the risk.',
        questions: [
          'Is the narrowing real, or the angle of the picture?',
          'Is it likely to make him lame?',
          'Which work suits him?',
        ],
      },
      ended: 47 * 24,
      steps: [
        ...consented(),
        adds('VET', ['dicom', 'Left hock lateromedial'], ['dicom', 'Left hock dorsolateral oblique']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        signs({
          agreement: 'AGREE',
          agreementNote: 'With the reading, and with the calm of it.',
          assessment:
            'Mild narrowing of the distal intertarsal joint on both views, with a small osteophyte dorsally. The proximal joints and the talus are clean. The beam is square, so this is not an artefact.',
          differentials: '',
          tests: 'A flexion test is worth more than another X-ray while he is sound.',
          treatment: 'None at present.',
          prognosis:
            'Good for hacking and low jumping. About one in three horses of his age with this finding is never lame from it.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Soundness in work, on hard and soft ground.',
          plainLanguage:
            'There is a little wear in the lowest joint of the left hock. It is real and it is mild. He may well never feel it. Keep him fit and light, and warm him up for longer than you would a young horse.',
          answers: [
            'It is real.',
            'Perhaps one day, stiff at the start of work rather than lame.',
            'Hacking, flat work and small fences.',
          ],
        }),
        closes(),
      ],
    },
    {
      of: 'Captain',
      at: 'eyes',
      urgency: 'SOON',
      asks: {
        complaint: 'His left eye is sore for the third time this year, with a cloudy surface',
        history:
          'Each time tears, a half closed eye and blinking at light for a week. After drops it clears, but the pupil stays small and ragged. The other eye is well.',
        diagnosis: 'Recurrent uveitis (moon blindness)',
        plan: 'Drops at each flare; removal of the eye if it goes on',
        medications:
          'Prednisolone acetate 1 % drops four times a day for 14 days, three courses\nAtropine 1 % once a day for five days\nFlunixin 1.1 mg/kg for three days',
        decision: 'An implant behind the eye, drops for ever, or taking the eye.',
        matters: 'That he can see the fence, and that his head does not ache.',
        questions: [
          'Can the sight of this eye be kept?',
          'Would an implant spare him the drops?',
          'Is it kinder to take the eye now?',
        ],
      },
      ended: 8,
      steps: [
        adds('OWNER', ['eye', 'Left eye, November'], ['eye', 'Left eye in August']),
        ...consented(),
        adds('VET', ['history', 'Eye visits this year']),
        accepts(),
        isRefusedTheCard(),
      ],
    },
    {
      of: 'Bandit',
      at: 'neurology',
      urgency: 'SOON',
      asks: {
        complaint: 'Two fits in one night, after six months on tablets without any',
        history:
          'First fit at two years of age. On phenobarbital since May. On Saturday at three and at five in the morning, each about two minutes, then blind and hungry for an hour. Normal the next day. The last blood level was in June.',
        diagnosis: 'Idiopathic epilepsy',
        plan: 'Raise the dose by a quarter, add a second tablet if it happens again',
        medications: 'Phenobarbital 60 mg twice a day since May\nLevel in June 22 mg/L',
        decision: 'One tablet more, or a second kind of tablet.',
        matters: 'He works sheep. I want him awake, not drunk.',
        questions: [
          'Should the level be known before the dose goes up?',
          'Does he need an MRI?',
          'What do I do in the night if he has a third?',
        ],
      },
      ended: 4,
      steps: [
        ...consented('Level drawn this morning, result by Tuesday.'),
        adds('VET', ['bloods', 'Bloods and phenobarbital level June'], ['history', 'Seizure visits']),
        adds('OWNER', ['note', 'Diary of fits'], ['receipt', 'From the vet, June']),
      ],
    },
    {
      of: 'Bandit',
      at: 'orthopaedics',
      asks: {
        complaint: 'Stiff in the left shoulder after work, loose after ten minutes',
        history:
          'Since lambing. No swelling. He takes shorter steps on the left when cold. Rest for three weeks helped until he worked again.',
        diagnosis: 'Strain of the biceps tendon',
        plan: 'Four more weeks of rest and an injection into the joint',
        medications: 'Meloxicam 2 mg once a day for ten days in September',
        decision: 'Injection or ultrasound first.',
        matters: 'The spring season.',
        questions: [
          'Would ultrasound show it?',
          'Is the injection safe for the tendon?',
          'How long until he may work?',
        ],
      },
      ended: 19 * 24,
      steps: [
        ...consented(),
        adds('VET', ['xray', 'Left shoulder, photograph of the film']),
        accepts({ days: 7 }),
        runsOut(8.2),
      ],
    },
  ],
}
