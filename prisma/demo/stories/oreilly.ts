/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { drafts, signs } from '../steps/answer.ts'
import { agrees, consented, declinesToShare, releases } from '../steps/consent.ts'
import { resends, sends } from '../steps/asking.ts'
import { reopens, closes } from '../steps/endings.ts'
import { pays } from '../steps/fee.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, asks, declines, tells } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

export const OREILLY: Household = {
  owner: {
    key: 'daniel.oreilly',
    name: 'Daniel O’Reilly',
    phone: '+353 83 555 0107',
    timeZone: 'Europe/Dublin',
    livesIn: 'IE',
    vet: 'sinead.walsh',
    animals: [
      { name: 'Clover', species: 'RABBIT', breed: 'Lop', sex: 'FEMALE', neuter: 'INTACT', years: 4, kg: 2.3 },
      {
        name: 'Biscuit',
        species: 'SMALL_MAMMAL',
        breed: 'Guinea pig, Abyssinian',
        sex: 'FEMALE',
        neuter: 'INTACT',
        years: 3.5,
        kg: 0.98,
      },
      { name: 'Max', species: 'DOG', breed: 'Boxer', sex: 'MALE', neuter: 'NEUTERED', years: 6, kg: 31 },
    ],
  },
  stories: [
    {
      of: 'Clover',
      at: 'exotics',
      urgency: 'SOON',
      asks: {
        complaint: 'Her head has tilted to the right since Monday and she rolls when frightened',
        history:
          'On Monday the head hung to the right, on Tuesday she rolled twice. She eats from the hand lying down. Eyes flick sideways. The right ear was smelly in the summer.',
        diagnosis: 'E. cuniculi (a parasite of the brain) or an ear infection',
        plan: 'Fenbendazole for 28 days, and an antibiotic',
        medications:
          'Fenbendazole 20 mg/kg once a day since Tuesday\nEnrofloxacin 10 mg/kg twice a day since Tuesday\nMeclizine 6 mg twice a day',
        decision: 'Whether to go for a CT of the ears.',
        matters: 'Is she suffering? Everybody says something else.',
        questions: [
          'Ear or parasite, and does it matter?',
          'Is a CT fair to her now?',
          'How long until she holds her head straight?',
          'How do I know that she suffers?',
        ],
      },
      ended: 4,
      steps: [
        adds('OWNER', ['clip', 'Clover on Tuesday'], ['photo', 'Head position']),
        ...consented(),
        adds('NURSE', ['bloods', 'Bloods and E. cuniculi titres'], ['xray', 'Skull, photograph of the film']),
        asks(
          'OWNER',
          'Does she push with both hind legs when she tries to stand, and are the droppings of normal size?',
        ),
        tells('OWNER', 'Both legs push. Droppings are small but there are many. She ate a whole bunch of coriander.'),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        says(
          'SPECIALIST',
          'EVERYONE',
          'Roll towels into a nest so that she can lean on her right side, and bring food to her. Eating from the hand is a good sign.',
        ),
        says(
          'VET',
          'VETS',
          'Right bulla looks hazy to me on the film. IgG high, IgM negative, so I doubt a fresh infection.',
        ),
        after(
          1,
          drafts({
            agreement: 'AGREE_WITH_CHANGES',
            assessment:
              'Right peripheral vestibular disease with strength kept on both sides, a hazy right bulla and past otitis: middle and inner ear first, parasite second.',
            plainLanguage: 'This looks like an ear more than like the brain.',
          }),
        ),
      ],
    },
    {
      of: 'Clover',
      at: 'exotics',
      asks: {
        complaint: 'Blood in the urine twice, and a lump in the belly',
        history: 'Bright red drops on the towel in September and October. Dr Walsh feels something like two sausages.',
        diagnosis: 'Tumour of the womb',
        plan: 'Spay',
        medications: 'None',
        decision: 'Operation in December, with a chest X-ray before.',
        matters: 'Her age and the anaesthetic.',
        questions: ['Is it cancer for certain?', 'Has it spread if the X-ray is clean?', 'How safe is the operation?'],
      },
      ended: 40,
      steps: [
        ...consented(),
        adds('VET', ['dicom', 'Thorax and abdomen'], ['bloods', 'Bloods October']),
        accepts({ note: 'Tell us if the head tilt is not over by then: both would be planned together.' }),
      ],
    },
    {
      of: 'Biscuit',
      at: 'exotics',
      asks: {
        complaint: 'Bald flanks on both sides and a round belly',
        history: 'Since spring. She squeaks when lifted. Ultrasound shows two fluid bubbles of three centimetres.',
        diagnosis: 'Ovarian cysts',
        plan: 'Hormone injections, or drain them',
        medications: 'None',
        decision: 'Injections, draining, or removal.',
        matters: 'She is three and a half. Which way is the least?',
        questions: [
          'Do the injections work?',
          'Do cysts come back after draining?',
          'Is removal too much for a guinea pig?',
        ],
      },
      ended: 2,
      steps: [
        adds('OWNER', ['skin', 'Left flank']),
        ...consented(),
        adds('NURSE', ['photo', 'Ultrasound, still picture'], ['history', 'Clinic notes']),
      ],
    },
    {
      of: 'Biscuit',
      at: 'exotics',
      asks: {
        complaint: 'Squeaks when she passes urine',
        history: 'For a week. A white crust on the towel.',
        diagnosis: 'Bladder stone suspected',
        plan: 'X-ray',
        medications: 'Meloxicam 0.4 mg once a day',
        decision: 'X-ray under sedation.',
        matters: 'Pain.',
        questions: ['Is an X-ray needed?', 'Can stones pass?', 'What should she eat?'],
      },
      ended: 55,
      steps: [sends(), releases({ kinds: ['HISTORY', 'LAB', 'IMAGING', 'PHOTO'] })],
    },
    {
      of: 'Max',
      at: 'cardiology',
      urgency: 'SOON',
      asks: {
        complaint: 'Faints when he is happy',
        history:
          'Twice in October, once at the door and once at the beach. Down for ten seconds, stiff, then up as if nothing was. The 24-hour ECG showed 1,400 extra beats.',
        diagnosis: 'Boxer cardiomyopathy (ARVC)',
        plan: 'Sotalol',
        medications: 'Sotalol 80 mg twice a day since 25 October',
        decision: 'Whether to repeat the 24-hour ECG.',
        matters: 'Can he still play?',
        questions: [
          'Is it ARVC for certain?',
          'Is the dose right, or is it working at all?',
          'May he run?',
          'Should my children know what to do?',
        ],
      },
      ended: 30,
      steps: [
        sends(),
        releases(),
        agrees({ only: ['LAB', 'IMAGING', 'LETTER'], comment: 'Happy to talk on the telephone about the rest.' }),
        adds(
          'VET',
          ['letter', 'Letter of Dr Walsh'],
          ['bloods', 'Bloods and troponin'],
          ['dicom', 'Thorax lateral'],
          ['values', 'Beats per hour'],
        ),
        accepts(),
        pays(),
        looks('SPECIALIST', 4),
        signs({
          agreement: 'AGREE',
          agreementNote: 'With the diagnosis and with the choice of medicine.',
          assessment:
            'Syncope on excitement with 1,400 premature beats of left bundle branch pattern in 24 hours, normal chamber sizes on the letter’s echo values. This fits ARVC, arrhythmic form.',
          differentials:
            'Reflex (vasovagal) fainting, which boxers have too; subaortic stenosis, excluded by the letter.',
          tests:
            'A second 24-hour ECG after three weeks on sotalol is the only way to know whether it works. Echo once a year.',
          treatment:
            'Continue as it is until the second recording. A fall of the count by eight tenths is success; if not, a second medicine is an option.',
          prognosis:
            'Fair: many live two years and more after the first faint. Sudden death is possible and cannot be excluded by any medicine.',
          urgency: 'SOON',
          examinationNeeded: 'Blood pressure on sotalol, resting heart rate.',
          plainLanguage:
            'Max has the heart rhythm illness that boxers are known for. The tablet is the right one; whether it works can only be seen on a second 24-hour recording. He may walk and sniff; wild games at the door should wait. He can die suddenly, and it would not be anybody’s fault.',
          answers: [
            'As certain as it can be in life.',
            'The recording will say: fewer than 300 beats would be a success.',
            'Walks yes, races no, until the second recording.',
            'Yes: let him lie, keep calm, count to thirty, ring if he is not up by then.',
          ],
        }),
        reads('OWNER'),
        says(
          'OWNER',
          'EVERYONE',
          'The recorder goes on next Thursday. The children have made a poster: LET HIM LIE, COUNT TO 30.',
        ),
      ],
    },
    {
      of: 'Max',
      at: 'oncology',
      urgency: 'SOON',
      asks: {
        complaint: 'A mast cell tumour on the thigh; the edges were not clean',
        history:
          'Removed on 5 November. Grade II, low by the newer system, tumour cells at the inner border. The wound is healing.',
        diagnosis: 'Mast cell tumour, low grade, incompletely removed',
        plan: 'Cut again, wider',
        medications: 'Chlorphenamine 12 mg twice a day\nFamotidine 20 mg twice a day',
        decision: 'A second operation before the first has healed.',
        matters: 'He has that heart. No anaesthetic without need.',
        questions: ['Must it be cut again?', 'What does watching cost him?', 'Does his heart change the answer?'],
      },
      ended: 7,
      steps: [
        ...consented(),
        adds('VET', ['histology', 'Thigh mass'], ['photo', 'Wound'], ['history', 'Clinic notes']),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        says(
          'SPECIALIST',
          'VETS',
          'Could the laboratory add Ki-67 and c-KIT to the block? With low values I would watch, given his rhythm.',
        ),
        says('VET', 'VETS', 'Ordered. Ten days, they say.'),
      ],
    },
    {
      of: 'Max',
      at: 'imaging',
      asks: {
        complaint: 'Bridges between the bones of his back: is that painful?',
        history: 'Seen by chance on the chest X-ray. He is stiff in the morning.',
        diagnosis: 'Spondylosis',
        plan: 'Painkillers when needed',
        medications: 'Carprofen 60 mg as needed',
        decision: 'Daily painkillers or not.',
        matters: 'Comfort.',
        questions: ['Do the bridges hurt?', 'Is there a disc as well?', 'Does he need tablets?'],
      },
      ended: 18,
      steps: [
        sends(),
        releases(),
        declinesToShare(
          'OTHER',
          'The films belong to the hospital that read the chest; please ask them, and name them here.',
        ),
        says(
          'VET',
          'EVERYONE',
          'Daniel, it is not that we mind. The films are not ours to pass on. Ring me and I will tell you whom to ask.',
        ),
      ],
    },
    {
      of: 'Max',
      at: 'medicine',
      asks: {
        complaint: 'Soft stools with blood and slime for months',
        history: 'Four to six times a day. Metronidazole helps while it is given. Weight steady.',
        diagnosis: 'Colitis',
        plan: 'Diet, metronidazole again',
        medications: 'Metronidazole 300 mg twice a day, three courses',
        decision: 'Biopsy or another diet.',
        matters: 'His nights and ours.',
        questions: ['Is granulomatous colitis possible in a boxer?', 'Which diet is left?', 'Is a biopsy worth it?'],
      },
      ended: 11,
      steps: [
        ...consented(),
        adds('NURSE', ['bloods', 'Bloods and stool']),
        declines(
          'CAPACITY',
          'Our internists are away for a congress and then full until the middle of December. We would not be able to keep our promise of 48 hours, and Max should not wait for us.',
        ),
        resends(),
      ],
    },
    {
      of: 'Max',
      at: 'orthopaedics',
      asks: {
        complaint: 'Clicking knee since he was a puppy',
        history: 'The kneecap slips inwards on the left, once a week. He skips two steps.',
        diagnosis: 'Luxating patella, grade II',
        plan: 'None for now',
        medications: 'None',
        decision: 'Operate before it wears.',
        matters: 'His heart and the anaesthetic.',
        questions: ['Does grade II need an operation?', 'Will it wear out the joint?', 'Which exercises help?'],
      },
      ended: 26,
      steps: [
        ...consented(),
        adds('VET', ['xray', 'Left knee']),
        accepts(),
        pays(),
        signs({
          agreement: 'AGREE',
          agreementNote: 'With leaving it alone.',
          assessment:
            'Medial patellar luxation grade II, lame less than once a week, no effusion, no arthrosis on the film.',
          differentials: 'Early cruciate disease, which would change everything: check drawer once a year.',
          tests: 'None now.',
          treatment: 'No operation on these findings. Lean weight, steady hill walking.',
          prognosis: 'Good.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Drawer test.',
          plainLanguage:
            'His kneecap slips now and then and that is all. Keep him slim and walk him uphill. No operation.',
          answers: [
            'Not at this rate.',
            'A little over years; less than an operation might.',
            'Walking uphill, slowly, every day.',
          ],
        }),
        closes(),
        after(6 * 24, reopens()),
        says(
          'OWNER',
          'EVERYONE',
          'One more question, hence the reopening: he carried the leg for a whole hour yesterday. Is that still “now and then”?',
        ),
      ],
    },
  ],
}
