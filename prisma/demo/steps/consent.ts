import { proceed, remind } from '#lib/case/consent/asking.ts'
import { agree, commentOnAgreement, declineAgreement, endAgreement, grantRelease } from '#lib/case/consent/commands.ts'
import { narrowRelease } from '#lib/case/consent/narrowing.ts'
import { currentText, latestAnswer, latestRelease } from '#lib/case/consent/find.ts'
import type { DeclineReason, ReleaseDays } from '#lib/case/consent/rules.ts'
import { EVERYTHING } from '#lib/case/consent/scope.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { act, actAs, step, type Step } from '../walk.ts'
import { sends } from './asking.ts'

/** Where the demo's people sign: an address for documentation, RFC 5737. */
const DEMO = { place: '203.0.113.20', agent: 'Demo data' }

export const releases = (options: { days?: ReleaseDays; kinds?: RecordKind[] } = {}): Step =>
  step(0.2, async (walk) => {
    await actAs(walk, 'OWNER', async (db, actor, access) =>
      grantRelease(
        db,
        actor,
        access,
        {
          scope: { ...EVERYTHING, kinds: options.kinds ?? EVERYTHING.kinds },
          days: options.days ?? 90,
          signedName: actor.name,
          textId: (await currentText(db, 'RELEASE')).id,
          seen: (await latestRelease(db, access.row.id, hospitalOf(access)))?.id ?? '',
        },
        DEMO,
      ),
    )
  })

const hospitalOf = (access: CaseAccess): string => access.row.hospitalId ?? ''

const answerNow = async (db: Db, access: CaseAccess) => ({
  textId: (await currentText(db, 'AGREEMENT')).id,
  seen: (await latestAnswer(db, access.row.id, hospitalOf(access)))?.id ?? '',
  link: undefined,
})

/** The attending vet's yes: to all kinds of records, or to `only` these. */
export const agrees = (options: { only?: RecordKind[]; comment?: string } = {}): Step =>
  step(19, async (walk) => {
    await act(walk, 'VET', async (db, actor, access) => {
      const common = { ...(await answerNow(db, access)), comment: options.comment ?? '', signedName: actor.name }
      const { only } = options
      return agree(db, actor, access, { scope: { ...EVERYTHING, kinds: only ?? EVERYTHING.kinds }, ...common }, DEMO)
    })
  })

/** The attending vet would rather not, and says why. */
export const declinesToShare = (reason: DeclineReason, reasonLine: string): Step =>
  step(22, async (walk) => {
    await act(walk, 'VET', async (db, actor, access) =>
      declineAgreement(
        db,
        actor,
        access,
        {
          answer: 'NO',
          reason,
          reasonLine,
          signedName: actor.name,
          ...(await answerNow(db, access)),
        },
        DEMO,
      ),
    )
  })

/** The owner shares everything but the newest file of their own any more. */
export const leavesNewestOut = (): Step =>
  step(4, async (walk) => {
    await actAs(walk, 'OWNER', async (db, actor, access) => {
      const [newest] = await db.record.findMany({
        where: { caseId: walk.caseId, status: 'READY', holder: 'OWNER', seriesId: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: { id: true },
        take: 1,
      })
      if (!newest) throw new Error('The owner of this story has added nothing')
      return narrowRelease(db, actor, access, { leaveOut: newest.id }, DEMO)
    })
  })

export const comments = (text: string): Step =>
  step(0.1, async (walk) => {
    await act(walk, 'VET', (db, actor, access) => commentOnAgreement(db, actor, access, text))
  })

export const endsAgreement = (): Step =>
  step(6, async (walk) => {
    await act(walk, 'VET', (db, actor, access) => endAgreement(db, actor, access))
  })

export const remindsVet = (): Step =>
  step(50, async (walk) => {
    await actAs(walk, 'OWNER', (db, actor, access) => remind(db, actor, access))
  })

export const proceedsAlone = (): Step =>
  step(30, async (walk) => {
    await actAs(walk, 'OWNER', (db, actor, access) => proceed(db, actor, access))
  })

/** The usual beginning: sent, released, agreed. */
export const consented = (comment = ''): Step[] => [sends(), releases(), agrees({ comment })]
