import 'server-only'
import type { EventData } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { invalid } from '#lib/errors.ts'
import { sha256 } from '#lib/hash.ts'
import { columnsOf, normal, type Scope, scopeOf } from './scope.ts'
import { itemsOf, listThings } from './things.ts'

// How a scope is kept: kinds and days on the signature, single records beside it.

type Row = Parameters<typeof scopeOf>[0] & { id: string }

/** What a signature covers, for whoever may read its single records. */
export async function signedScope(db: Db, caseId: string, row: Row): Promise<Scope> {
  return scopeOf(row, row.pick === 'ALL' ? [] : ((await itemsOf(db, caseId, [row.id])).get(row.id) ?? []))
}

/** Columns of a signature that takes the place of another and covers as much or less: its "only these" are those of back then. */
export const columnsAfter = (before: Row & { signedAt: Date; pickedAt: Date | null }, scope: Scope) => ({
  ...columnsOf(scope),
  pickedAt: before.pick === 'ONLY' ? (before.pickedAt ?? before.signedAt) : null,
})

/** Writes the single records of a signature that was made in this transaction; later the database takes none. */
export async function keepItems(db: Db, caseId: string, signatureId: string, { pick, items }: Scope): Promise<void> {
  if (pick === 'ALL') return
  await db.consentItem.createMany({ data: items.map((item) => ({ caseId, signatureId, item })) })
}

/**
 * Of a new signature: everything that it names is there, and this side's to share.
 * @throws INVALID beside the list, in the reader's words: it may have been removed since the form was shown
 */
export async function requireNameable(
  db: Db,
  caseId: string,
  side: Extract<Side, 'OWNER' | 'PRACTICE'>,
  { pick, items }: Scope,
): Promise<void> {
  if (pick === 'ALL') return
  const found = await listThings(db, caseId, side, items)
  if (found.length === items.length) return
  throw invalid('One thing needs another look.', {
    [pick === 'ONLY' ? 'only[]' : 'leaveOut[]']: [
      'A record of this list is not here any more. Please open the page again.',
    ],
  })
}

/** For the ledger: which single records they are is said by a hash alone, as everybody on the case reads the event. */
export const scopeFacts = (scope: Scope): EventData => {
  const { kinds, from, to, pick, items } = normal(scope)
  return { kinds: [...kinds], from, to, pick, ...(pick === 'ALL' ? {} : { items: sha256(items.join()) }) }
}
