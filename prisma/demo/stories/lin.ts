/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { amends, drafts, signs } from '../steps/answer.ts'
import { sends } from '../steps/asking.ts'
import { agrees, consented, leavesNewestOut } from '../steps/consent.ts'
import { closes, withdraws } from '../steps/endings.ts'
import { pays } from '../steps/fee.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, asks } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

export const LIN: Household = {
  owner: {
    key: 'mei.lin',
    name: 'Mei Lin',
    phone: '+1 847 555 0103',
    timeZone: 'America/Chicago',
    livesIn: 'US-IL',
    vet: 'grace.holloway',
    animals: [
      {
        name: 'Kiwi',
        species: 'BIRD',
        breed: 'African grey parrot',
        sex: 'FEMALE',
        neuter: 'INTACT',
        years: 14,
        kg: 0.46,
      },
      {
        name: 'Atlas',
        species: 'REPTILE',
        breed: 'Hermann’s tortoise',
        sex: 'MALE',
        neuter: 'INTACT',
        years: 22,
        kg: 1.35,
      },
      {
        name: 'Tofu',
        species: 'RABBIT',
        breed: 'Netherland dwarf',
        sex: 'MALE',
        neuter: 'NEUTERED',
        years: 5,
        kg: 1.2,
      },
    ],
  },
  stories: [
    {
      of: 'Kiwi',
      at: 'exotics',
      urgency: 'SOON',
      asks: {
        complaint: 'A firm lump at the bend of her left wing, twice as big as in September',
        history:
          'I felt it when she let me scratch her wing: a pea in September, a hazelnut now, yellow under the skin. She flies less and picks at it. Eats pellets and far too many sunflower seeds, talks as ever.',
        diagnosis: 'Xanthoma or a tumour of the wing; not sampled yet',
        plan: 'Take off the outer wing, because it bleeds easily and sits on the joint',
        medications: 'Meloxicam 0.5 mg/kg twice a day for five days in October',
        decision: 'Amputation in December, or a sample first.',
        matters: 'She will live another thirty years. I would rather she lived them with a wing.',
        questions: [
          'Can it be told from a picture whether it is fat or a tumour?',
          'Is a sample dangerous because it bleeds?',
          'Could it shrink if I change her food?',
          'How do parrots live with one wing?',
        ],
      },
      ended: 2.5,
      steps: [
        adds('OWNER', ['photo', 'Left wing from below'], ['skin', 'The lump close up']),
        ...consented('I would gladly not amputate.'),
        leavesNewestOut(),
        adds(
          'VET',
          ['dicom', 'Whole body ventrodorsal'],
          ['bloods', 'Bloods with lipids'],
          ['history', 'Clinic notes'],
        ),
        accepts(),
        pays(),
        looks('SPECIALIST', 4),
        says(
          'OWNER',
          'EVERYONE',
          'She has bitten it open at the edge. A drop of blood, it stopped by itself. Collar is on.',
        ),
        says(
          'SPECIALIST',
          'EVERYONE',
          'Leave the collar on and the perch low. A drop that stops is fine; if it drips for five minutes, press a clean cloth and drive.',
        ),
        says(
          'COLLEAGUE',
          'HOSPITAL',
          'Margins look sharp on the film, no bone under it is touched. I would go for a core rather than for the wing.',
        ),
        drafts({
          agreement: 'DIFFER',
          assessment:
            'Yellow, dermal, at the carpus, in a grey on a seed diet with cholesterol at 11 mmol/L. Bone is untouched on the radiograph. Xanthoma is far more likely than a neoplasm.',
          urgency: 'SOON',
          answers: [
            'Not with certainty, but colour, place and her blood fats point to a xanthoma.',
            'A core under light sedation bleeds little when pressure is ready.',
          ],
        }),
      ],
    },
    {
      of: 'Kiwi',
      at: 'exotics',
      asks: {
        complaint: 'Pulls out the feathers of her chest since my son was born',
        history:
          'A bald patch the size of a playing card. Skin is healthy. She is alone from nine to three, before she was never alone. New cage by the window in May.',
        diagnosis: 'Behavioural feather damage',
        plan: 'Collar and a sedative for the afternoons',
        medications: 'None yet',
        decision: 'Whether to give a parrot tranquillisers.',
        matters: 'That she is not drugged because we are busy.',
        questions: [
          'Which illnesses must be excluded first?',
          'Does the collar make it worse?',
          'What would you change at home?',
        ],
      },
      ended: 39 * 24,
      steps: [
        adds('OWNER', ['skin', 'Chest'], ['photo', 'Cage by the window']),
        ...consented(),
        adds('VET', ['bloods', 'Bloods and zinc']),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        signs({
          agreement: 'AGREE_WITH_CHANGES',
          agreementNote: 'Behaviour, yes; the order of the remedies should be the other way round.',
          assessment:
            'Symmetric loss where her beak reaches, head intact, skin quiet, blood count and zinc normal. The beginning fits the change at home within a fortnight.',
          differentials:
            'Giardia, circovirus and a liver that is larger than it should be are cheap to exclude and worth it.',
          tests: 'Direct faecal smear, PBFD and polyoma PCR, bile acids.',
          treatment:
            'Foraging that takes two hours a day, ten hours of dark sleep, a bath every other day, and half an hour with one person at the same time daily. Medicine only if this fails for eight weeks, and then by somebody who sees her.',
          prognosis: 'Fair to good. Feathers return within two moults; the habit can come back with stress.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Skin and follicles under magnification.',
          plainLanguage:
            'She is most likely lonely and short of work, not ill. Give her work first: food that must be found, a dark night, and one person who is hers for half an hour. Leave the collar and the tranquilliser in the drawer for now.',
          answers: [
            'Giardia, two viruses and the liver: three simple tests.',
            'Often. It takes away the habit and leaves the reason.',
            'Move the cage from the window into a corner, hide her food, and keep the same bedtime.',
          ],
        }),
        reads('OWNER'),
        says('OWNER', 'EVERYONE', 'Three weeks of paper parcels and she is too busy to pluck. Thank you.'),
        closes(),
      ],
    },
    {
      of: 'Kiwi',
      at: 'exotics',
      urgency: 'SOON',
      asks: {
        complaint: 'Fell off the perch twice, trembling, with low calcium in the blood',
        history:
          'Both times in the evening, ten seconds, then herself again. She lives indoors, no sun lamp until last week.',
        diagnosis: 'Hypocalcaemia syndrome of greys',
        plan: 'Calcium in the water, sun lamp',
        medications: 'Calcium gluconate 50 mg/kg by mouth twice a day since 15 November',
        decision: 'Whether that is enough.',
        matters: 'That she does not break a bone.',
        questions: [
          'Is total calcium the right value?',
          'How strong must the lamp be?',
          'Can it happen while she sleeps?',
        ],
      },
      ended: 31,
      steps: [
        ...consented(),
        adds('NURSE', ['values', 'Calcium values']),
        asks(
          'PRACTICE',
          'Could you add ionised calcium and 25-hydroxyvitamin D from a fresh sample? Total calcium alone misleads in greys.',
        ),
        says(
          'VET',
          'VETS',
          'She is booked for Wednesday, lithium heparin, iced. The in-house machine reads ionised calcium.',
        ),
      ],
    },
    {
      of: 'Atlas',
      at: 'exotics',
      urgency: 'SOON',
      asks: {
        complaint: 'Woke early from hibernation with a swollen eye and will not eat',
        history:
          'He was put to sleep in the fridge at five degrees on 1 November and woke on the 12th when the power failed. Since then the left eye is shut and swollen, he sits under the lamp and takes nothing but water.',
        diagnosis: 'Lack of vitamin A, or an infection after a short hibernation',
        plan: 'Vitamin A by injection and eye drops',
        medications: 'Ofloxacin eye drops twice a day since 15 November',
        decision: 'Injection of vitamin A: we have read that it can harm.',
        matters: 'He was my grandmother’s.',
        questions: [
          'Is vitamin A by injection dangerous?',
          'Should he be kept awake until spring?',
          'How long may he go without food?',
        ],
      },
      ended: 6,
      steps: [
        adds('OWNER', ['eye', 'Left eye'], ['photo', 'Atlas under the lamp'], ['note', 'Weights since October']),
        ...consented(),
        adds('VET', ['bloods', 'Bloods November']),
      ],
    },
    {
      of: 'Atlas',
      at: 'imaging',
      asks: {
        complaint: 'Something white in his bladder on an X-ray for another reason',
        history: 'Round, two centimetres, seen when he was X-rayed for his shell. He shows nothing.',
        diagnosis: 'Bladder stone',
        plan: 'Open the shell and take it out',
        medications: 'None',
        decision: 'Operation through the shell.',
        matters: 'Shell wounds take a year to heal, I was told.',
        questions: [
          'Is it a stone, an egg or something in the gut?',
          'Can it stay?',
          'Is there a way without opening the shell?',
        ],
      },
      ended: 12,
      steps: [
        sends(),
        agrees({ comment: 'The film is two months old. I can repeat it.' }),
        adds('VET', ['dicom', 'Whole body dorsoventral']),
      ],
    },
    {
      of: 'Tofu',
      at: 'exotics',
      urgency: 'SOON',
      asks: {
        complaint: 'A hard swelling under the jaw that came back after a month of antibiotics',
        history:
          'Left lower jaw, the size of a marble. It softened on penicillin and hardened again. He eats herbs, drops hay, and his chin is wet.',
        diagnosis: 'Jaw abscess from a cheek tooth',
        plan: 'Open and flush every week, antibiotics for another month',
        medications:
          'Penicillin G by injection every other day for four weeks in October\nMeloxicam 0.6 mg/kg once a day',
        decision: 'Another month like this, or an operation on the jaw.',
        matters: 'He hates being held. Every week under anaesthesia would be too much.',
        questions: [
          'Can it heal without taking out teeth?',
          'Is a CT worth the anaesthetic?',
          'When is it time to let him go?',
        ],
      },
      ended: 3 * 24,
      steps: [
        ...consented(),
        adds(
          'VET',
          ['xray', 'Skull lateral, photograph of the film'],
          ['history', 'Clinic notes'],
          ['bloods', 'Bloods October'],
        ),
        accepts(),
        pays(),
        looks('SPECIALIST', 3),
        signs({
          agreement: 'AGREE_WITH_CHANGES',
          agreementNote: 'An abscess from a tooth root, yes. Opening and flushing alone will not end it.',
          assessment:
            'A focal swelling of the left mandible with elongated reserve crowns of the second and third cheek teeth. Return within a month of antibiotics means that capsule and root are still there.',
          differentials: 'Osteomyelitis around a single root; foreign body (a hay stalk); jaw tumour, uncommon.',
          tests:
            'CT of the skull, so that only the teeth concerned are taken and only once. Culture from the capsule wall, aerobic and anaerobic.',
          treatment:
            'One operation that removes capsule and diseased teeth, wound left open and packed. Where that is not wanted: pain relief, soft food, and a date to look again.',
          prognosis: 'Fair with a complete operation, guarded without.',
          urgency: 'SOON',
          examinationNeeded: 'The mouth behind the front teeth, with a scope.',
          plainLanguage:
            'The pus comes from a tooth, and it has a hard wall that medicine does not get through. One thorough operation gives him a fair chance. Rinsing it every week does not. If an operation is too much for him or for you, comfort is a good choice too.',
          answers: [
            'Very rarely.',
            'Yes: ten minutes of anaesthesia that make the operation shorter.',
            'When he does not come for his favourite herb for two days in spite of pain relief.',
          ],
        }),
        reads('OWNER'),
        adds('VET', ['ct', 'Skull']),
        says('VET', 'VETS', 'CT done this morning, series attached to the records.', { with: 'Skull 001' }),
        amends('The CT of the skull, made after the first answer, shows one tooth and a clean jaw joint.', {
          assessment:
            'CT: a single abscess around the root of the left third cheek tooth, capsule 14 mm, cortex open at one place, jaw joint and the teeth beside it clean. This is better than the film suggested.',
          treatment: 'Removal of this one tooth with the capsule. The teeth beside it can stay.',
          prognosis: 'Good with a complete operation.',
          plainLanguage:
            'Good news from the CT: it is one tooth, and the rest of the jaw is sound. An operation on this one tooth has a good chance to end it.',
        }),
      ],
    },
    {
      of: 'Tofu',
      at: 'exotics',
      redFlags: ['gut'],
      asks: {
        complaint: 'Has not eaten since yesterday evening',
        history: 'He sits in the corner, grinds his teeth, no droppings since midnight. It happened once in spring.',
        diagnosis: 'Gut stasis in spring',
        plan: 'Syringe feeding',
        medications: 'Simethicone drops at home',
        decision: 'Drive to the clinic tonight or wait until the morning.',
        matters: 'That he is not alone at night in a clinic.',
        questions: ['Can I wait?', 'How much may I feed by syringe?', 'Which painkiller is safe?'],
      },
      ended: 12 * 24,
      steps: [
        sends(),
        after(
          0.5,
          says(
            'VET',
            'EVERYONE',
            'Mei, please do not wait for an answer here: bring him in now. I am at the clinic until nine.',
            { urgent: true },
          ),
        ),
        after(1, withdraws()),
      ],
    },
    {
      of: 'Tofu',
      at: 'exotics',
      asks: {
        complaint: 'Thick white urine and wet fur between his legs',
        history: 'For two weeks. He strains a little. Eats parsley every day.',
        diagnosis: 'Bladder sludge',
        plan: 'Flush the bladder',
        medications: 'None',
        decision: '',
        matters: '',
        questions: [],
      },
      ended: 70,
      steps: [],
    },
  ],
}
