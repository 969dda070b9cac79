/* oxlint-disable max-lines -- the words of one family's cases stand together */
import { LUNA } from '../histories.ts'
import { signs } from '../steps/answer.ts'
import { agrees, consented, declinesToShare, releases } from '../steps/consent.ts'
import { sends } from '../steps/asking.ts'
import { closes, withdraws } from '../steps/endings.ts'
import { givesBack, opensCheckout, pays } from '../steps/fee.ts'
import { ownsTogether } from '../steps/owners.ts'
import { adds, looks } from '../steps/records.ts'
import { reads, says } from '../steps/thread.ts'
import { accepts, assigns } from '../steps/triage.ts'
import type { Household } from '../story.ts'
import { after } from '../walk.ts'

export const EL_SAYED: Household = {
  owner: {
    key: 'fatima.elsayed',
    name: 'Fatima El-Sayed',
    phone: '+353 87 555 0104',
    timeZone: 'Europe/Dublin',
    livesIn: 'IE',
    vet: 'niall.sheehan',
    animals: [
      {
        name: 'Luna',
        species: 'DOG',
        breed: 'Golden retriever',
        sex: 'FEMALE',
        neuter: 'NEUTERED',
        years: 8,
        kg: 29.5,
      },
      { name: 'Simba', species: 'CAT', breed: 'Maine Coon', sex: 'MALE', neuter: 'NEUTERED', years: 4, kg: 7.8 },
    ],
  },
  stories: [
    {
      of: 'Luna',
      at: 'oncology',
      urgency: 'SOON',
      asks: {
        complaint: 'Lymphoma: chemotherapy, tablets, or comfort at home',
        history:
          'Lumps under the jaw and behind the knees since the end of October, found while brushing. She is herself: eats, swims, steals socks. The needle sample came back as lymphoma, large cells, probably B.',
        diagnosis: 'Multicentric large B-cell lymphoma, stage III, substage a',
        plan: 'CHOP chemotherapy, nineteen weeks, beginning on Monday',
        medications: 'None; prednisolone was held back on purpose until a decision',
        decision: 'Whether to begin on Monday.',
        matters: 'She is afraid of the car. Nineteen drives are a lot. My children are six and nine.',
        questions: [
          'How much good time does chemotherapy buy, honestly?',
          'What does a course with fewer visits give?',
          'How will she die if we choose comfort?',
          'Will the children be at risk from her medicines?',
          'How long can we think about it?',
        ],
        also: {
          situation: 'life-changing',
          priorities: ['COMFORT', 'TRAVEL'],
          decideInDays: 4,
          reachBy: ['MAIL'],
          language: 'ar',
        },
      },
      ended: 2 * 24,
      steps: [
        ...consented('Fatima and I have talked it through twice. I would follow her either way.'),
        adds(
          'VET',
          ['histology', 'Cytology and flow cytometry'],
          ['bloods', 'Bloods before treatment'],
          ['letter', 'Letter of Dr Sheehan'],
        ),
        ...LUNA,
        accepts({ note: 'Answered ahead of others, because a decision is due on Monday.' }),
        pays(),
        looks('SPECIALIST', 3),
        says(
          'SPECIALIST',
          'VETS',
          'Was calcium normal, and has she had even one tablet of a steroid? Both change the numbers that I would give her.',
        ),
        says('VET', 'VETS', 'Calcium normal, no steroid. Thoracic films clean, attached to the letter.'),
        signs({
          agreement: 'AGREE',
          agreementNote: 'With the diagnosis and with holding back prednisolone. Three ways are defensible, not one.',
          assessment:
            'Large B-cell lymphoma of several lymph nodes in a dog that feels well, calcium normal, no steroid given, chest clean. This is the group with the best numbers.',
          differentials: 'None that would change the plan; B-phenotype is confirmed by flow cytometry.',
          tests: 'None are needed before a decision. An echo only if doxorubicin is chosen.',
          treatment:
            'Full CHOP: about nine in ten respond, median survival around twelve months, one in four lives two years. A single-drug course with five visits: about seven in ten respond, median six to eight months. Prednisolone alone: comfort for four to eight weeks on average. No treatment: four to six weeks.',
          prognosis: 'Treatable, rarely curable. Quality of life during CHOP is rated good by eight owners in ten.',
          urgency: 'SOON',
          examinationNeeded: 'Node sizes at each visit; whether she tires.',
          plainLanguage:
            'Luna has a cancer that usually goes away for a while with treatment and then comes back. The long course gives most dogs about a year, the short one about half a year with a quarter of the visits, tablets alone a month or two. None of these is the wrong choice. Dogs do not mind being ill; they mind the drive. The short course was made for families like yours.',
          answers: [
            'On average a year from the start, most of it as she is today. One dog in four sees a second year.',
            'Five visits three weeks apart, and about six to eight months.',
            'The nodes grow, she tires and stops eating. One can choose the day before that, at home, with Dr Sheehan.',
            'For three days after each dose: gloves for what she leaves in the garden, no face licking. Otherwise no.',
            'Two weeks without harm, as long as she eats and breathes well. Please give no prednisolone meanwhile.',
          ],
        }),
        reads('OWNER'),
        after(
          9,
          says(
            'OWNER',
            'EVERYONE',
            'We read it together, the children too. We are choosing the short course. May the first visit be after the school concert on the 4th?',
          ),
        ),
        says('SPECIALIST', 'EVERYONE', 'Yes. Ten days make no difference that we could measure, and a concert does.'),
        says(
          'VET',
          'EVERYONE',
          'Booked for the 5th, at nine, when the waiting room is empty. I will come out to the car.',
        ),
      ],
    },
    {
      of: 'Luna',
      at: 'skin',
      asks: {
        complaint: 'Wet sore patches on the cheek and hip, four this summer',
        history: 'They come overnight after swimming and are gone in ten days. Between them she scratches her armpits.',
        diagnosis: 'Hot spots',
        plan: 'Clip and wash each time',
        medications: 'Hydrocortisone aceponate spray 7 days, four courses',
        decision: 'Whether to look for more.',
        matters: 'She loves the river.',
        questions: ['Is it the river?', 'Is there an allergy?', 'Can it be prevented?'],
      },
      ended: 51 * 24,
      steps: [
        adds('OWNER', ['skin', 'Cheek'], ['skin', 'Hip']),
        ...consented(),
        adds('NURSE', ['history', 'Clinic notes']),
        accepts(),
        pays(),
        signs({
          agreement: 'AGREE_WITH_CHANGES',
          agreementNote: '',
          assessment:
            'Recurrent pyotraumatic dermatitis in a thick wet coat, with itch between the bouts: the itch is the cause, the river the occasion.',
          differentials: 'Flea allergy; atopic dermatitis; food allergy; ear disease for the cheek.',
          tests:
            'Flea control without a gap for twelve weeks for every animal in the house is the first test. Cytology of the next lesion.',
          treatment: 'Dry the undercoat after swimming with a blower on cool; flea control; then a diet trial.',
          prognosis: 'Good control.',
          urgency: 'ROUTINE',
          examinationNeeded: 'Ears, and a flea comb.',
          plainLanguage:
            'Let her swim, and dry her well afterwards. Treat all animals at home against fleas for three months without a gap. If she still scratches, a diet trial comes next.',
          answers: ['Only the last step of it.', 'Probably, and fleas are the commonest.', 'Mostly, yes.'],
        }),
        after(10 * 24, closes('COORDINATOR')),
      ],
    },
    {
      of: 'Luna',
      at: 'imaging',
      asks: {
        complaint: 'A shadow at the spleen on an ultrasound for something else',
        history:
          'Found at a health check in the spring. Two centimetres, round, at the tail of the spleen. She was well.',
        diagnosis: 'Nodule of the spleen, nature not known',
        plan: 'CT',
        medications: 'None',
        decision: 'Take out the spleen or wait.',
        matters: 'Not to operate on nothing.',
        questions: ['Does the CT show what it is?', 'Has it spread?', 'May we wait eight weeks?'],
      },
      ended: 25 * 24,
      steps: [
        ...consented(),
        adds('VET', ['ct', 'Abdomen']),
        accepts(),
        pays(),
        looks('SPECIALIST', 2),
        says(
          'SPECIALIST',
          'HOSPITAL',
          'Only the pre-contrast series was sent, and the practice does not have the other. I cannot read a nodule from this.',
        ),
        givesBack(
          'The study that we received has no contrast phase, and Oakfield confirmed that none was stored. A reading of it would be worth nothing to Luna, so we give the fee back in full.',
          'An ultrasound of the nodule in four weeks, measured the same way, is cheap and tells more. If a new CT is made, please ask for three phases; we will read it then.',
        ),
      ],
    },
    {
      of: 'Luna',
      at: 'orthopaedics',
      vet: 'pavel.dvorak',
      asks: {
        complaint: 'Limps on the right fore after long walks',
        history:
          'For six weeks, better with rest. We moved and the walks have hills now. Harbour House saw her once, in October.',
        diagnosis: 'Elbow arthritis suspected',
        plan: 'Rest and a supplement',
        medications: 'Green-lipped mussel powder',
        decision: 'X-ray or wait.',
        matters: 'Hills.',
        questions: ['Is it the elbow?', 'Would an X-ray change anything?', 'Is swimming better than walking?'],
      },
      ended: 30,
      steps: [
        sends(),
        releases(),
        declinesToShare('NO_RECORDS', 'we saw her once for a vaccination and did not examine the leg'),
      ],
    },
    {
      of: 'Simba',
      at: 'cardiology',
      friend: 'conor.doyle',
      urgency: 'SOON',
      asks: {
        complaint: 'His brother died of a clot; Simba has a gallop sound',
        history:
          'Simba is well. His litter brother lost the use of his hind legs in September and had to be put to sleep. Dr Sheehan hears an extra beat. The breeder’s gene test of both parents was negative for the Maine Coon mutation.',
        diagnosis: 'Suspected early cardiomyopathy',
        plan: 'Clopidogrel now, echo in the new year',
        medications: 'Clopidogrel 18.75 mg once a day since 10 November',
        decision: 'Whether tablets make sense without an echo.',
        matters: 'Not to lose him like his brother.',
        questions: [
          'Does a negative gene test protect him?',
          'Is clopidogrel useful before an echo?',
          'How often should he be scanned?',
        ],
      },
      ended: 13,
      steps: [
        ...consented(),
        ownsTogether(),
        adds('VET', ['bloods', 'proBNP'], ['dicom', 'Thorax lateral'], ['cine', 'Heart ultrasound']),
        accepts({
          note: 'Assumes that you can send an echo clip; if not, the opinion covers whether one is needed and how soon.',
        }),
        opensCheckout(),
      ],
    },
    {
      of: 'Simba',
      at: 'orthopaedics',
      asks: {
        complaint: 'Does not jump on the kitchen counter any more',
        history:
          'For three months he climbs by the chair. He bites when his hips are stretched. X-rays show shallow sockets.',
        diagnosis: 'Hip dysplasia, both sides',
        plan: 'Weight loss; surgery (removal of the femoral head) if not enough',
        medications: 'Meloxicam 0.05 mg/kg once a day for two weeks',
        decision: 'Surgery on one side before Christmas.',
        matters: 'He is four. It has to last.',
        questions: [
          'How bad are the hips compared with how he walks?',
          'What would you try before surgery?',
          'One side or both?',
        ],
      },
      ended: 14,
      steps: [
        ...consented(),
        adds('VET', ['dicom', 'Pelvis ventrodorsal'], ['history', 'Clinic notes']),
        adds('OWNER', ['clip', 'Simba on the stairs']),
        assigns(),
      ],
    },
    {
      of: 'Simba',
      at: 'imaging',
      urgency: 'SOON',
      asks: {
        complaint: 'Blood from one nostril for two months; is there something on the CT?',
        history:
          'Left side, a few drops after sneezing. Antibiotics helped for a week. A scope saw red swollen folds, the biopsy says inflammation.',
        diagnosis: 'Chronic rhinitis; a tumour or a fungus is not excluded',
        plan: 'Repeat the biopsy, deeper',
        medications: 'Doxycycline 50 mg twice a day for 14 days in October',
        decision: 'A second biopsy.',
        matters: 'To be sure before we give him steroids.',
        questions: [
          'Is bone missing on the CT?',
          'Where should a second biopsy be taken?',
          'Can inflammation look like this?',
        ],
      },
      ended: 5,
      steps: [
        sends(),
        releases(),
        agrees({
          only: ['IMAGING', 'PATHOLOGY', 'LAB'],
          comment:
            'Imaging, pathology and laboratory. Our notes hold remarks about other clients, which I would rather not send.',
        }),
        adds('VET', ['ct', 'Nose and sinuses'], ['histology', 'Nasal biopsy'], ['history', 'Clinic notes']),
        accepts(),
        pays(),
        looks('SPECIALIST', 4),
        says(
          'SPECIALIST',
          'VETS',
          'Thank you for the series. Was contrast given, and may I ask for the bone kernel as well? Turbinates are hard to judge on the soft one.',
        ),
        says(
          'VET',
          'VETS',
          'No contrast, he had a full stomach. I will ask the imaging centre for the bone kernel today.',
        ),
      ],
    },
    {
      of: 'Simba',
      at: 'medicine',
      asks: {
        complaint: 'Blood in the urine when we have guests',
        history: 'Three times this year, always after visitors. Gone within five days. Urine was sterile.',
        diagnosis: 'Idiopathic cystitis (stress)',
        plan: 'Diet and a diffuser',
        medications: 'Robenacoxib 6 mg once a day for three days, three courses',
        decision: 'More tests or less company.',
        matters: 'His comfort.',
        questions: ['Is an ultrasound needed?', 'Does the diet help?', 'When is it an emergency?'],
      },
      ended: 20 * 24,
      steps: [sends(), releases(), withdraws()],
    },
  ],
}
