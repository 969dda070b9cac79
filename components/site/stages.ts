/** The seven stages, as they are told to someone who has not begun. */
export const stages: { name: string; short: string; owner: string; vet: string; hospital: string }[] = [
  {
    name: 'Request',
    short: 'Say what worries you, in your own words, and ask three to five questions.',
    owner:
      'You tell us about your animal, what your vet found, what is planned, and what matters to you. It takes about ten minutes and saves as you type. First come a few safety questions: if one of them points to an emergency, we say so.',
    vet: 'A vet can begin a case too: to consult a specialist, or to refer a patient.',
    hospital: 'Nothing yet. A draft is seen by nobody else.',
  },
  {
    name: 'Records',
    short: 'Add what you have: lab results, X-rays, photos, letters. Straight from the phone.',
    owner:
      'Upload files, or leave it to your vet. A lost connection does not matter: the upload goes on where it stopped.',
    vet: 'Adds clinic notes, images and scans, whole CDs of them too, without an account.',
    hospital: 'Sees nothing of this before the next stage is done.',
  },
  {
    name: 'Consent',
    short: 'You sign a release, and your vet agrees to share. Only then does the hospital see the records.',
    owner: 'You choose what may be read, by whom and until when. You can end it at any time, with effect at once.',
    vet: 'Gets one mail with one link: agree to all, to some, or decline and say why. It takes two minutes.',
    hospital: 'Knows that a case is coming, and is shown no record of the practice until both have agreed.',
  },
  {
    name: 'Triage',
    short: 'The hospital reads, then accepts with an estimate, asks for more, or declines and says why.',
    owner: 'You see whose turn it is and when an answer is due.',
    vet: 'Reads the same. If something is missing, the hospital asks you once, with a list.',
    hospital: 'Judges whether it can help, how urgent it is, and who will answer.',
  },
  {
    name: 'Fee',
    short: 'You see the full amount first. Nothing is charged before the hospital has accepted.',
    owner: 'You pay by card. If the hospital misses its own promise, you get all of it back without asking.',
    vet: 'Nothing is ever paid to a practice for a referral.',
    hospital: 'Is paid directly. Its clock starts now.',
  },
  {
    name: 'Thread',
    short: 'Owner, vet and hospital talk in one place. Each message says who can read it.',
    owner: 'Ask, answer, add a video of the limp. What vets discuss among themselves is marked as such.',
    vet: 'Speaks with the specialist directly, and stays your animal’s vet throughout.',
    hospital: 'Brings in colleagues, with a space of its own for rough thoughts.',
  },
  {
    name: 'Recommendation',
    short: 'One signed answer: an assessment, the options, and a reply to each of your questions.',
    owner: 'You get it together with your vet, with a part in plain words. For two weeks you can ask back.',
    vet: 'Receives the clinical part in full and decides with you what to do.',
    hospital: 'Signs. From then on nothing in it can change; a later thought is added as a new, dated page.',
  },
]
