// When a second opinion helps and when it does not, two sentences each. Pure data. Read on 2026-11-25; the words are ours.

export type Source = { id: string; title: string; where: string }

export const SOURCES: readonly Source[] = [
  { id: 'A', title: 'American Cancer Society, “Seeking a second opinion”', where: 'cancer.org' },
  {
    id: 'B',
    title: 'J. Van Such and others, “Extent of diagnostic agreement among medical referrals” (Mayo Clinic, 286 people)',
    where: 'Journal of Evaluation in Clinical Practice, 2017',
  },
  { id: 'C', title: 'RCVS, Code of Professional Conduct, “Referrals and second opinions”', where: 'rcvs.org.uk' },
  { id: 'D', title: 'AAHA, “Referral guidelines”, 2025', where: 'aaha.org' },
  { id: 'E', title: 'AVMA, “Remote consulting” and “Telemedicine” policies', where: 'avma.org' },
  {
    id: 'F',
    title: 'University of Missouri Veterinary Health Center, “Recognizing a medical emergency in small animals”',
    where: 'vhc.missouri.edu',
  },
]

export type Situation = { id: string; title: string; words: string; sources: readonly string[] }

export const HELPS: readonly Situation[] = [
  {
    id: 'life-changing',
    title: 'A diagnosis that changes everything',
    words:
      'Cancer, heart or kidney failure, a disease of the brain: much hangs on it being right. In a study of people, the first diagnosis was confirmed without change in one of eight.',
    sources: ['A', 'B'],
  },
  {
    id: 'irreversible',
    title: 'A large operation, or one that cannot be undone',
    words:
      'An amputation, a long anaesthetic, putting to sleep for an illness that might be treated. A few days to be sure are worth it when your vet says that the days are there.',
    sources: ['A', 'C'],
  },
  {
    id: 'no-answer',
    title: 'No diagnosis, or no improvement',
    words:
      'Weeks of tests without a name for it, or treatment that does not help as hoped. A specialist of that field may know which question comes next.',
    sources: ['B', 'D'],
  },
  {
    id: 'priorities',
    title: 'The options do not fit what matters to you',
    words:
      'Perhaps comfort matters more than months, or a cost or a journey is too much. A second vet can lay out other ways, gentler or cheaper ones among them.',
    sources: ['C', 'D'],
  },
  {
    id: 'unheard',
    title: 'You felt rushed or not heard',
    words:
      'You left with questions, or what you see at home did not come up. Often a second talk with your own vet settles it; if not, another view is a fair thing to ask for.',
    sources: ['A', 'C'],
  },
  {
    id: 'something-wrong',
    title: 'Something does not add up',
    words:
      'The results and the animal in front of you do not match. Say what you see, as exactly as you can: it is part of the record.',
    sources: ['A'],
  },
]

export const HELPS_VETS: readonly Situation[] = [
  {
    id: 'outside-my-field',
    title: 'For vets: outside my field',
    words:
      'The case has reached the edge of what you see often, or the owner hopes for more than you can offer. You stay the attending vet, and the advice comes to you.',
    sources: ['D', 'E'],
  },
]

export const DOES_NOT_HELP: readonly Situation[] = [
  {
    id: 'emergency',
    title: 'An emergency',
    words:
      'Trouble breathing, collapse, bleeding, a blocked bladder, a swollen belly, colic, poison: minutes count. Go to a vet now; a second opinion can follow.',
    sources: ['F'],
  },
  {
    id: 'delay-harms',
    title: 'When waiting does harm',
    words:
      'Some treatment loses its effect with each day. Ask your vet “How long can we safely wait?” before you decide to.',
    sources: ['A', 'C'],
  },
  {
    id: 'routine',
    title: 'Routine care',
    words:
      'Vaccinations, worming, a check of the teeth, a cold that is getting better. Your own vet knows the animal and is near.',
    sources: ['D'],
  },
  {
    id: 'examination',
    title: 'When only hands and eyes can tell',
    words:
      'Lameness that comes and goes, a lump that must be felt, an eye. A hospital will say so, and ask you to come instead of guessing from papers.',
    sources: ['D', 'E'],
  },
]
