import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecordKind } from '#lib/db/generated/enums.ts'
import { historyOf } from './history.ts'
import {
  afterRefusal,
  agreementEnd,
  daysFrom,
  DECLINE_REASONS,
  leavesCase,
  mayRemindAt,
  openScopes,
  reasonWords,
  RELEASE_DAYS,
  type Signed,
  standingOf,
  withoutPracticeWords,
} from './rules.ts'
import { EVERYTHING, isEveryKind, kindsInWords, knownKinds, normal, NOTHING, RECORD_KINDS } from './scope.ts'
import { answerSchema, commentSchema, releaseSchema, renameSchema } from './schema.ts'

const now = new Date('2026-11-22T10:00:00Z')
const moment = fc.date({ min: daysFrom(now, -400), max: daysFrom(now, 400), noInvalidDate: true })
const signed: fc.Arbitrary<Signed> = fc.record({
  scope: fc.subarray([...RECORD_KINDS]).map((kinds) => ({ ...EVERYTHING, kinds })),
  expiresAt: moment,
  revokedAt: fc.option(moment, { nil: null }),
})

describe('what is open to the hospital', () => {
  it('knows every kind of record', () => {
    expect([...RECORD_KINDS].sort()).toEqual(Object.values(RecordKind).sort())
    expect(isEveryKind(RECORD_KINDS)).toBe(true)
  })

  it('is never more than both signed, while both stand', () => {
    fc.assert(
      fc.property(fc.option(signed), fc.option(signed), (release, agreement) => {
        const open = openScopes(release, agreement, now)
        const released = release && standingOf(release, now) === 'STANDS' ? release.scope : NOTHING
        expect(open.OWNER).toEqual(normal(released))
        for (const kind of open.PRACTICE.kinds) {
          expect(open.OWNER.kinds).toContain(kind)
          expect(agreement?.scope.kinds).toContain(kind)
          expect(standingOf(agreement!, now)).toBe('STANDS')
        }
      }),
    )
  })

  it('closes at the very moment of the end, and once ended stays ended', () => {
    fc.assert(
      fc.property(signed, moment, (one, at) => {
        if (one.revokedAt) expect(standingOf(one, at)).toBe('ENDED')
        else expect(standingOf(one, at)).toBe(at < one.expiresAt ? 'STANDS' : 'EXPIRED')
      }),
    )
  })

  it('lets an agreement end with the release that stands, and with none after the usual time', () => {
    fc.assert(
      fc.property(fc.option(signed), (release) => {
        const end = agreementEnd(release, now)
        expect(end > now).toBe(true)
        if (release && standingOf(release, now) === 'STANDS') expect(end).toEqual(release.expiresAt)
        else expect(end).toEqual(daysFrom(now, 90))
      }),
    )
  })
})

describe('small rules', () => {
  it('keeps known kinds only, each once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom<string>(...RECORD_KINDS), fc.string())), (given) => {
        const kinds = knownKinds(given)
        expect(new Set(kinds).size).toBe(kinds.length)
        expect(knownKinds(kinds)).toEqual(kinds)
        for (const kind of kinds) expect(given).toContain(kind)
      }),
    )
  })

  it('lets the mail go out once an hour', () => {
    expect(mayRemindAt(null, now)).toBeNull()
    expect(mayRemindAt(new Date(now.getTime() - 59 * 60_000), now)).toEqual(new Date(now.getTime() + 60_000))
    expect(mayRemindAt(new Date(now.getTime() - 60 * 60_000), now)).toBeNull()
  })

  it('offers after each refusal what helps: another practice where this one has nothing', () => {
    const after = (because: unknown) => afterRefusal(because, { vet: 'Dr Mazur', practice: 'Riverside' })
    for (const because of DECLINE_REASONS) expect(after(because).rename).toBe(because !== 'OTHER')
    expect(after('NO_RECORDS').title).toBe('Riverside holds no records')
    expect(after('NOT_OUR_PATIENT').title).toBe('Riverside does not know your animal')
    expect(after('NOT_OUR_PATIENT').words).toContain('ends at once')
    expect(after('WRONG_PRACTICE').words).toContain('Riverside sees nothing of your case any more')
    expect(DECLINE_REASONS.filter(leavesCase)).toEqual(['WRONG_PRACTICE'])
    expect(after(undefined)).toEqual(after('OTHER'))
  })

  it('puts reasons, kinds and policies in words', () => {
    expect(reasonWords('NO_RECORDS', '')).toBe('We hold no records.')
    expect(reasonWords('WRONG_PRACTICE', 'they go to Hillside')).toBe('Wrong practice: they go to Hillside')
    expect(reasonWords('OTHER', 'on holiday')).toBe('on holiday')
    expect(kindsInWords(['LAB', 'IMAGING'])).toBe('laboratory and imaging')
    expect(kindsInWords([...RECORD_KINDS])).toBe('all kinds of records')
    for (const policy of ['ATTENDING_VET_ONLY', 'AFTER_LIVE_EXAM', 'GENERAL_ADVICE'] as const)
      expect(withoutPracticeWords(policy, 'Northgate', 'Miso')).toContain('Northgate')
  })

  it('tells the history newest first, with the version signed and what ended by itself', () => {
    const release = {
      ...{ id: 'r1', signedName: 'Ana Ruiz', signedAt: daysFrom(now, -100), version: 1 },
      ...{ scope: EVERYTHING, expiresAt: daysFrom(now, -10), revokedAt: null },
      ...{ statedHow: null, statedOn: null, statedNote: '' },
    }
    const names = { owner: 'Ana Ruiz', practice: 'Riverside', vet: 'Dr Mazur', hospital: 'Northgate', items: new Map() }
    const told = historyOf(
      [
        { type: 'consent.asked', side: 'OWNER', at: daysFrom(now, -101), data: {} },
        { type: 'consent.released', side: 'OWNER', at: daysFrom(now, -100), data: { releaseId: 'r1' } },
      ],
      [release],
      [],
      names,
      now,
    )
    expect(told.map(({ what }) => what)).toEqual([
      'reached its end date',
      'released all kinds of records to Northgate',
      'asked the vet by mail',
    ])
    expect(told[1]).toMatchObject({ who: 'Ana Ruiz', version: 1, tone: 'yes' })
  })
})

const textId = '0190a1b2-0000-7000-8000-000000000001'
const release = {
  share: 'SOME',
  'kinds[]': ['LAB'],
  days: '90',
  signedName: 'Ana Ruiz',
  statement: 'on',
  textId,
  seen: '',
}
const answer = { answer: 'YES', signedName: 'Dr Mazur', textId, seen: '' }

/** The first message of each field that is wrong. */
const wrong = (
  schema: typeof releaseSchema | typeof answerSchema | typeof renameSchema | typeof commentSchema,
  given: object,
) => {
  const { error } = schema.safeParse(given)
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]))
}

describe('what the forms post', () => {
  it('takes a release as the form posts it', () => {
    for (const days of RELEASE_DAYS) expect(wrong(releaseSchema, { ...release, days: String(days) })).toEqual({})
    expect(releaseSchema.parse(release)).toMatchObject({ scope: { ...EVERYTHING, kinds: ['LAB'] }, days: 90 })
  })

  it('says what is missing in a release, in messages that stand alone', () => {
    expect(wrong(releaseSchema, {})).toEqual({ share: 'Choose what may be read' })
    expect(wrong(releaseSchema, { share: 'ONLY' })).toMatchObject({ 'only[]': 'Tick at least one record' })
    expect(wrong(releaseSchema, { ...release, from: '2026-02-30' })).toHaveProperty('from')
    expect(wrong(releaseSchema, { ...release, from: '2026-02-03', to: '2026-02-02' })).toEqual({
      to: 'This day is before the first one',
    })
    expect(wrong(releaseSchema, { share: 'SOME' })).toMatchObject({
      'kinds[]': 'Choose at least one kind of record',
      days: 'Choose until when',
      statement: 'Tick the box to say that you agree to the text',
    })
    expect(wrong(releaseSchema, { ...release, signedName: ' \u200b ' })).toEqual({
      signedName: 'Type your name to sign',
    })
    expect(wrong(releaseSchema, { ...release, days: '36500' })).toHaveProperty('days')
    expect(wrong(releaseSchema, { ...release, 'kinds[]': ['EVERYTHING'] })).toHaveProperty('kinds[]')
    expect(wrong(releaseSchema, { ...release, textId: "'; drop table" })).toHaveProperty('textId')
  })

  it('bears any name, and refuses only what cannot be stored or is too long', () => {
    for (const name of ['José Ñandú', '田中 さくら', 'عائشة', '🐈 Ana', '<b>O\'Hara</b>; drop table "Case";--'])
      expect(wrong(releaseSchema, { ...release, signedName: name })).toEqual({})
    expect(wrong(releaseSchema, { ...release, signedName: 'a\u0000b' })).toHaveProperty('signedName')
    expect(wrong(releaseSchema, { ...release, signedName: 'x'.repeat(100_000) }).signedName).toMatch(/too long/)
  })

  it('reads each of the three answers and leaves out what belongs to another', () => {
    expect(answerSchema.parse({ ...answer, reason: 'OTHER', 'kinds[]': ['LAB'] })).not.toHaveProperty('reason')
    expect(answerSchema.parse({ ...answer, answer: 'SOME', 'kinds[]': ['LAB'] })).toMatchObject({
      scope: { ...EVERYTHING, kinds: ['LAB'] },
    })
    expect(answerSchema.parse({ ...answer, 'kinds[]': ['LAB'] })).toMatchObject({ scope: EVERYTHING })
    for (const reason of DECLINE_REASONS)
      expect(wrong(answerSchema, { ...answer, answer: 'NO', reason, reasonLine: 'away' })).toEqual({})
    expect(wrong(answerSchema, {})).toEqual({ answer: 'Choose yes, some of them, or no' })
    expect(wrong(answerSchema, { ...answer, answer: 'SOME' })).toHaveProperty('kinds[]')
    expect(wrong(answerSchema, { ...answer, answer: 'NO' })).toHaveProperty('reason')
    expect(wrong(answerSchema, { ...answer, answer: 'NO', reason: 'OTHER' })).toEqual({
      reasonLine: 'Say why in a line: the owner will read it',
    })
  })

  it('takes an address as addresses are', () => {
    const vet = { vetName: 'Dr Mazur', vetPractice: 'Riverside', vetEmail: ' Mazur@Riverside.Test ' }
    expect(renameSchema.parse(vet)).toMatchObject({ vetEmail: 'mazur@riverside.test' })
    expect(wrong(renameSchema, { ...vet, vetEmail: 'a@b@c.test' })).toHaveProperty('vetEmail')
    expect(wrong(renameSchema, {})).toMatchObject({ vetEmail: 'Give your vet’s e-mail address' })
    expect(wrong(commentSchema, { comment: '  ' })).toEqual({ comment: 'Write a line or two' })
  })
})
