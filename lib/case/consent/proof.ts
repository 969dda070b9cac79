import 'server-only'
import { actorId, type Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'

/** Where a signature came from, as the browser and the connection say. */
export type SignedFrom = { place: string; agent: string }

/** Writes down how a signature came to us, beside it and readable only by whoever signed: another vet may be asked later. */
export async function keepProof(
  db: Db,
  actor: Participant,
  { row, side }: CaseAccess,
  id: string,
  from: SignedFrom,
): Promise<void> {
  await db.signatureProof.create({
    data: {
      ...{
        caseId: row.id,
        id,
        side,
        signerId: actorId(actor),
        proof: actor.kind === 'LINK' ? 'LINK' : 'ACCOUNT',
        email: actor.email,
      },
      ...{ place: from.place.slice(0, 100), agent: from.agent.slice(0, 400) },
    },
    select: { id: true },
  })
}
