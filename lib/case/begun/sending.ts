import 'server-only'
import { EVERYTHING } from '#lib/case/consent/scope.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { agree } from '#lib/case/consent/commands.ts'
import type { SignedFrom } from '#lib/case/consent/proof.ts'
import { asConsentWay } from '#lib/case/consent/rules.ts'
import { type Statement, stateConsent } from '#lib/case/consent/stating.ts'
import { ruleToBeginWith } from '#lib/case/delivery/queries.ts'
import { appendEvent } from '#lib/case/event.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { newestListVersion } from '#lib/case/readiness-version.ts'
import { type PracticeDraft, readPracticeDraft } from '#lib/case/request/practice-draft.ts'
import { invitesOwner } from '#lib/case/request/practice-rules.ts'
import type { PracticeSendInput } from '#lib/case/request/practice-schema.ts'
import { CONSENT_DAYS } from '#lib/case/request/rules.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { AppError, conflict, notFound } from '#lib/errors.ts'
import { mailInvitation } from './inviting.ts'

const DAY = 86_400_000

/**
 * A vet signs and sends what their practice prepared. The signature is the practice's agreement. A referral then waits for the
 * owner's release; a consultation, for which the vet states the owner's consent as well, goes to the hospital at once.
 * @throws INVALID naming what is missing; CONFLICT when it changed or was sent meanwhile
 */
export async function sendBegun(
  db: Db,
  actor: PersonActor,
  access: CaseAccess,
  input: PracticeSendInput,
  from: SignedFrom,
): Promise<void> {
  if (access.row.kind === 'SECOND_OPINION') throw notFound()
  const draft = await readPracticeDraft(db, actor, access)
  const { request } = draft
  if (input.version !== request.version)
    throw conflict(
      'This was changed by a colleague or in another window since you read it. Read it once more, then sign.',
    )
  if (draft.missing.length > 0)
    throw new AppError('INVALID', `Before this can be sent: ${draft.missing.map(({ message }) => message).join('; ')}.`)
  const caseId = access.row.id
  const expiresAt = new Date(Date.now() + CONSENT_DAYS * DAY)
  await transition(
    db,
    access,
    'submit',
    {
      ...{ expiresAt, title: request.patientName, attendingVetName: actor.name, attendingVetEmail: actor.email },
      readinessVersion: await newestListVersion(db, access.row),
      ...(await ruleToBeginWith(db, caseId)),
    },
    { requestComplete: true },
  )
  await appendEvent(db, caseId, 'case.submitted', { kind: access.row.kind, questions: request.questions.length })
  const signing = { scope: EVERYTHING, comment: '', signedName: input.signedName, textId: input.textId, seen: '' }
  await agree(db, actor, await loadCase(db, actor, caseId), signing, from)
  if (access.row.kind === 'CONSULTATION')
    await stateConsent(db, actor, await loadCase(db, actor, caseId), statementOf(draft, input), from)
  if (invitesOwner({ kind: access.row.kind, payer: draft.payer }))
    await mailInvitation(db, actor, await loadCase(db, actor, caseId), {
      email: draft.ownerEmail,
      name: draft.ownerName,
    })
}

/** What the vet says of the owner's consent: everything is there, or something would have been missing. */
function statementOf(
  { consentHow, consentOn, consentNote }: PracticeDraft,
  { signedName, statementId }: PracticeSendInput,
): Statement {
  const how = asConsentWay(consentHow)
  if (!how || !consentOn) throw notFound()
  return { how, on: consentOn, note: consentNote, signedName, textId: statementId, seen: '' }
}
