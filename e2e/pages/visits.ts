import type { CaseName, Reader } from './cast.ts'
import { NEW_ADDRESS, type World } from './world.ts'

// Every page of app/ as every kind of reader for whom it looks different, in the states that change how it looks.

export type Visit = {
  /** Names the screenshot, and the visit in a report. */
  name: string
  as: Reader
  /** The page, as the tree of app/ has it; null where no page is: the 404. */
  page: string | null
  of?: CaseName
  /** What fills the page's parts in brackets, where case and seat do not say it, and what follows the path. */
  with?: (world: World) => Record<string, string>
  query?: string | ((world: World) => string)
  status: number
  /** The way that the page leads on to. */
  leadsTo?: RegExp
  /** Requests of the page that get no answer while it is looked at, so that it stays as it is. */
  asksInVain?: string
  /** Words that stand on the page in this state and in no other. */
  shows: string | RegExp
}

type Extra = Partial<Omit<Visit, 'name' | 'as' | 'page' | 'shows'>>

const visit = (name: string, as: Reader, page: string | null, shows: Visit['shows'], extra: Extra = {}): Visit => ({
  name,
  as,
  page,
  shows,
  status: 200,
  ...extra,
})

/** A stage's page of a case: "request", "records/seen". */
const stage = (of: CaseName, where: string, as: Reader, shows: Visit['shows'], query?: string): Visit =>
  visit(
    `case-${where.replace('/', '-')}-${of}-${as}${query ? query.replaceAll(/\W+/g, '-') : ''}`,
    as,
    `/cases/[caseId]/${where}`,
    shows,
    {
      of,
      ...(query ? { query } : {}),
    },
  )

/** A record of the case under review on its own page. */
const document = (which: 'pdf' | 'photo', as: Reader, shows: Visit['shows']): Visit =>
  visit(`case-record-${which}-${as}`, as, '/cases/[caseId]/records/[recordId]', shows, {
    of: 'review',
    with: (world) => ({ recordId: world.place('review')[`${which}Id`] ?? 'none' }),
  })

const token = (which: keyof World['tokens']) => ({
  with: ({ tokens }: World) => ({ token: tokens[which] }),
})
const linkOf = (of: CaseName): Extra => ({ of, with: (world) => ({ token: world.place(of).linkToken }) })
const confirm = ({ tokens }: World) => `?${new URLSearchParams({ email: NEW_ADDRESS, token: tokens.signIn })}`

const cardiology: Extra = { with: ({ serviceId }) => ({ serviceId }) }

const site: Visit[] = [
  visit('landing', 'visitor', '/', 'A second opinion for your animal, with your vet'),
  visit('is-it-right', 'visitor', '/is-it-right', 'Is a second opinion right for this?'),
  visit('how-it-works', 'visitor', '/how-it-works', 'How a second opinion works here'),
  visit('emergency', 'visitor', '/emergency', 'If it cannot wait, go now'),
  visit('privacy', 'visitor', '/privacy', 'Privacy, in plain words'),
  visit('hospitals', 'visitor', '/hospitals', 'Northgate Animal Hospital'),
  visit('hospitals-no-hit', 'visitor', '/hospitals', /No hospital/, { query: '?q=atlantis' }),
  visit('hospital', 'visitor', '/hospitals/[slug]', 'Cardiology opinion'),
  visit('away', 'visitor', '/away', /cannot be reached just now/i, {
    query: '?next=/home',
    asksInVain: '**/api/health?*',
    status: 503,
  }),
  visit('not-found', 'visitor', null, 'There is nothing here', { status: 404, query: '/nothing/of/that/name' }),
]

const doors: Visit[] = [
  visit('new-home', 'visitor', '/new-home/[token]', 'A new home for', token('home')),
  visit('co-owner-invitation', 'visitor', '/co-owner/[token]', 'is yours, too', token('coOwner')),
  visit('support-invitation', 'visitor', '/support/[token]', 'Sign in as', token('support')),
  visit('owner-invitation', 'visitor', '/owner/[token]', 'Your vet', token('owner')),
  visit('sign-in', 'visitor', '/sign-in', 'no password to remember'),
  visit('sign-in-sent', 'visitor', '/sign-in/sent', 'Look in your mail', { query: `?email=${NEW_ADDRESS}` }),
  visit('sign-in-confirm', 'visitor', '/sign-in/confirm', 'Welcome to Conferral', { query: confirm }),
  visit('sign-in-ended', 'visitor', '/sign-in/confirm', 'This link has ended', {
    query: `?email=${NEW_ADDRESS}&token=used`,
  }),
  visit('sign-out', 'owner', '/sign-out', 'Sign out?'),
  visit('signed-out', 'visitor', '/sign-out', 'You are signed out'),
  visit('demo', 'visitor', '/demo', 'Demo people'),
  visit('invitation', 'visitor', '/invitations/[token]', /Sign in as noor/, token('invitation')),
  visit('invitation-other', 'owner', '/invitations/[token]', 'For another address', token('invitation')),
  visit('invitation-ended', 'visitor', '/invitations/[token]', 'It was taken back', token('endedInvitation')),
  visit('agree', 'visitor', '/agree/[token]', /asks for a second opinion on/, linkOf('asked')),
  visit('agree-declined', 'visitor', '/agree/[token]', 'You did not agree', linkOf('refused')),
  visit('agree-agreed', 'visitor', '/agree/[token]', /You agreed to share/, linkOf('triage')),
  visit('agree-over', 'visitor', '/agree/[token]', 'Withdrawn', linkOf('withdrawn')),
  visit('agree-left', 'visitor', '/agree/left', 'Thank you, your answer is in'),
  visit('agree-again', 'visitor', '/agree/again', 'A new link to your case'),
  visit('agree-ended', 'visitor', '/agree/[token]', 'This link has ended', {
    status: 404,
    with: () => ({ token: 'guessed' }),
  }),
]

const own: Visit[] = [
  visit('home', 'owner', '/home', 'Your animals'),
  visit('home-support', 'support', '/home', 'Where you stand by somebody', { of: 'review' }),
  visit('home-empty', 'newcomer', '/home', 'Begin with your animal'),
  visit('animal-new', 'owner', '/home/animals/new', 'Add an animal'),
  visit('animal', 'owner', '/home/animals/[patientId]', 'Save', { of: 'review' }),
  visit('case-new', 'owner', '/cases/new', 'Another animal'),
  visit('case-new-first', 'newcomer', '/cases/new', 'Species', { query: '?hospital=northgate' }),
  visit('account', 'owner', '/account', 'Time zone'),
  visit('sessions', 'owner', '/account/sessions', 'This device'),
  visit('your-data', 'owner', '/account/data', 'Take your data along'),
  visit('your-data-newcomer', 'newcomer', '/account/data', 'Ask to be forgotten'),
  visit('act-as', 'vet', '/act-as', 'You are acting as Riverside Vets'),
  visit('organization-new', 'newcomer', '/organizations/new', 'You become its admin'),
  visit('search', 'owner', '/search', /\d cases? for/, { query: '?q=miso', of: 'review' }),
  visit('search-no-hit', 'coordinator', '/search', /Nothing|No case/, { query: '?q=zzyzx' }),
  visit('operator', 'operator', '/operator', 'Harbour Animal Hospital'),
  visit('operator-storage', 'operator', '/operator/storage', 'Change a limit'),
  visit('operator-practices', 'operator', '/operator/practices', 'oakfield.cork@mail-for-all.demo.example'),
  visit('operator-directory', 'operator', '/operator/directory', 'Diplomas to look up'),
  visit('operator-delivery', 'operator', '/operator/delivery', 'Anywhere else'),
  visit('operator-delivery-region', 'operator', '/operator/delivery', 'A new version', { query: '?region=US-CA' }),
  visit('operator-delivery-preview', 'operator', '/operator/delivery', 'What publishing does', {
    query: `?${new URLSearchParams({
      ...{
        region: 'US-CA',
        preview: '1',
        seen: '1',
        withoutVet: 'GENERAL_ADVICE',
        words: 'General advice is allowed.',
      },
      ...{ withVet: 'Owner and vet get it together.', sources: '2026-11-21 | A source', reason: 'The law changed.' },
    })}`,
  }),
]

const organizations: Visit[] = [
  visit('practice', 'vet', '/practice/[slug]', 'Riverside Vets'),
  visit('practice-answered', 'nurse', '/practice/[slug]', 'Answered', { query: '?view=answered' }),
  visit('practice-followups', 'vet', '/practice/[slug]', 'Free T4 and TSH', { query: '?view=followups' }),
  visit('practice-found', 'nurse', '/practice/[slug]', /Nothing here has|Miso/, { query: '?q=miso' }),
  visit('practice-new', 'vet', '/practice/[slug]/new', 'A new case of'),
  visit('practice-claim', 'practiceAdmin', '/practice/[slug]/claim/[token]', 'Yes, it is ours', token('claim')),
  visit('practice-about', 'practiceAdmin', '/practice/[slug]/settings', 'Everybody at riverside-vets.demo.example'),
  visit('practice-about-nurse', 'nurse', '/practice/[slug]/settings', 'Shown by mail'),
  visit('practice-about-texts', 'vet', '/practice/[slug]/settings', 'Records on their way'),
  visit('practice-empty', 'beginner', '/practice/[slug]', 'Willow Lane Vets'),
  visit('practice-team', 'practiceAdmin', '/practice/[slug]/team', 'Invite'),
  visit('queue', 'coordinator', '/hospital/[slug]/queue', 'Queue'),
  visit('queue-preview', 'specialist', '/hospital/[slug]/queue', 'Open the case', {
    query: (world) => `?view=all&case=${world.place('triage').id}`,
  }),
  visit('queue-no-hit', 'coordinator', '/hospital/[slug]/queue', /No case|Nothing/, {
    query: '?specialty=EXOTICS&species=FISH',
  }),
  visit('queue-empty', 'founder', '/hospital/[slug]/queue', /No case|Nothing/),
  visit('services', 'admin', '/hospital/[slug]/services', 'Cardiology opinion'),
  visit('services-reader', 'specialist', '/hospital/[slug]/services', 'Cardiology opinion'),
  visit('services-empty', 'founder', '/hospital/[slug]/services', 'service'),
  visit('asked-for', 'admin', '/hospital/[slug]/services/[serviceId]/readiness', 'Add an item', cardiology),
  visit('asked-for-reader', 'specialist', '/hospital/[slug]/services/[serviceId]/readiness', /Must have/, cardiology),
  visit('team', 'admin', '/hospital/[slug]/team', 'Invite'),
  visit('team-reader', 'specialist', '/hospital/[slug]/team', 'Dr Maeve Brennan'),
  visit('keeping', 'admin', '/hospital/[slug]/retention', 'Legal holds'),
  visit('keeping-practice', 'practiceAdmin', '/practice/[slug]/retention', 'Legal holds'),
  visit('keeping-none', 'founder', '/hospital/[slug]/retention', 'Nothing is due'),
  visit('money', 'billing', '/hospital/[slug]/money', 'Your share so far'),
  visit('money-empty', 'founder', '/hospital/[slug]/money', 'Fees cannot be collected yet'),
]

const asking: Visit[] = [
  stage('begun', 'request', 'owner', /Step \d of 8/),
  stage('draft', 'request', 'owner', 'Is it safe to wait?', '?step=check'),
  stage('draft', 'request', 'owner', 'What happened', '?step=story'),
  stage('draft', 'request', 'owner', 'Diagnosis and plan so far', '?step=plan'),
  stage('draft', 'request', 'owner', 'Your questions', '?step=questions'),
  stage('draft', 'request', 'owner', 'Northgate Animal Hospital', '?step=hospital'),
  stage('draft', 'request', 'owner', /vet’s name/, '?step=vet'),
  stage('draft', 'request', 'owner', 'Reaching you', '?step=reach'),
  stage('draft', 'request', 'owner', 'Read and send', '?step=review'),
  stage('begun', 'records', 'owner', /record/i),
  stage('asked', 'request', 'owner', 'Withdraw'),
  stage('review', 'request', 'billing', 'Miso'),
  stage('withdrawn', 'request', 'owner', /Withdrawn/),
]

const consent: Visit[] = [
  stage('unsigned', 'consent', 'owner', 'Sign the release'),
  stage('asked', 'consent', 'owner', /has not answered/),
  stage('refused', 'consent', 'owner', 'Your turn'),
  stage('refused', 'consent', 'vet', /did not agree/),
  stage('review', 'consent', 'owner', 'End the release'),
  stage('review', 'consent', 'vet', 'End the agreement'),
  stage('review', 'consent', 'specialist', 'Consent'),
  stage('review', 'records', 'owner', 'Who has seen this'),
  stage('review', 'records', 'specialist', 'Who has seen this'),
  stage('review', 'records/seen', 'owner', 'Every time somebody opens'),
  stage('review', 'records/imaging', 'specialist', 'Images of'),
  stage('begun', 'records/imaging', 'owner', 'No images yet'),
  stage('review', 'summary', 'owner', 'Made for Ana Ruiz'),
  stage('review', 'summary', 'specialist', 'The most important questions'),
  document('pdf', 'owner', /Page 1 of \d+/),
  document('pdf', 'specialist', /Page 1 of \d+/),
  document('photo', 'owner', 'without the place'),
]

const written: Visit[] = [
  stage('review', 'records/history', 'owner', 'Clopidogrel'),
  stage('review', 'records/history', 'owner', 'Save, and add another', '?add=MEDICATION'),
  stage('review', 'records/history', 'specialist', 'Clopidogrel'),
  stage('begun', 'records/history', 'owner', 'Medicines'),
  stage('review', 'records/lab', 'owner', 'Outside the interval'),
  stage('review', 'records/lab', 'specialist', 'molar mass', '?units=conventional'),
  stage('review', 'records/lab', 'vet', 'Save the values', '?add=values'),
]

const deciding: Visit[] = [
  stage('triage', 'triage', 'coordinator', 'Accept'),
  stage('triage', 'triage', 'owner', 'Triage'),
  stage('inquiry', 'triage', 'owner', 'Your turn'),
  stage('inquiry', 'triage', 'vet', 'Waiting for'),
  stage('refunded', 'triage', 'owner', /declined/i),
  stage('payable', 'fee', 'owner', /Pay /),
  stage('payable', 'fee', 'vet', 'Waiting for'),
  stage('payable', 'fee', 'billing', 'Waiting for'),
  stage('review', 'fee', 'specialist', /refund/i),
  stage('refunded', 'fee', 'owner', /Paid back|Refunded/),
  stage('answered', 'fee/receipt', 'owner', 'Receipt'),
  visit('case', 'owner', '/cases/[caseId]', 'Estimate', { of: 'payable', leadsTo: /\/fee$/ }),
]

const answering: Visit[] = [
  stage('review', 'thread', 'owner', 'Post to everyone'),
  stage('review', 'thread', 'link', 'Vets: '),
  stage('review', 'thread', 'specialist', 'Thread'),
  stage('review', 'thread', 'coordinator', 'No message matches', '?find=zzyzx'),
  stage('begun', 'thread', 'owner', 'Nothing written yet'),
  stage('review', 'thread', 'support', 'Post to everyone'),
  stage('review', 'people', 'owner', 'Ask somebody to stand by you'),
  stage('review', 'people', 'support', 'Stop mails about this case'),
  stage('review', 'people', 'specialist', 'Support person'),
  stage('review', 'notes', 'support', 'Only you read them'),
  stage('review', 'request', 'support', 'What was asked'),
  stage('review', 'recommendation', 'specialist', 'Review and sign'),
  stage('review', 'recommendation', 'specialist', 'as it will be read once signed', '?step=review'),
  stage('review', 'recommendation', 'owner', /is writing the recommendation/),
  stage('review', 'recommendation', 'coordinator', 'recommendation'),
  stage('answered', 'recommendation', 'owner', 'Recommendation'),
  stage('answered', 'recommendation', 'vet', 'Recommendation'),
  stage('answered', 'recommendation', 'specialist', 'Recommendation'),
  stage('closed', 'recommendation', 'owner', 'Open the case again'),
]

/** The visits, in handfuls that one test takes each. */
export const HANDFULS: Record<string, Visit[]> = {
  'the open site': site,
  'sign-in, invitations and mailed links': doors,
  'what is one’s own': own,
  'practice and hospital': organizations,
  'a request': asking,
  'consent and records': consent,
  'history and laboratory': written,
  'triage and fee': deciding,
  'thread and recommendation': answering,
}

export const VISITS: Visit[] = Object.values(HANDFULS).flat()

/** The address of a visit within the product. */
export function addressOf({ page, as, of, with: filled, query }: Visit, world: World): string {
  const slug =
    as === 'founder' || as === 'beginner'
      ? world.slugs[as]
      : page?.startsWith('/practice')
        ? 'riverside-vets'
        : 'northgate'
  const place = of && world.place(of)
  const parts: Record<string, string | undefined> = {
    slug,
    caseId: place?.id,
    patientId: place?.patientId,
    ...filled?.(world),
  }
  const path = (page ?? '').replaceAll(/\[(\w+)\]/g, (_all, name: string) => {
    const value = parts[name]
    if (value === undefined) throw new Error(`nothing fills [${name}] of ${page}`)
    return value
  })
  return path + (typeof query === 'function' ? query(world) : (query ?? ''))
}
