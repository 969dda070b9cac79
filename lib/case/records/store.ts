import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { storage } from '#lib/gateways/storage.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { beginRecord } from './begin.ts'
import { changeKind } from './commands.ts'
import { markArrived } from './upload-commands.ts'

/**
 * Adds a file that is in memory already (demo data, a generated letter), through the same verbs as an upload; the worker
 * checks it afterwards. For a request's own files there is the uploader: bytes of records never pass through the web process.
 * @returns the record's id
 */
export async function addFile(
  actor: Participant,
  caseId: string,
  file: { name: string; type: string; bytes: Uint8Array; kind?: RecordKind },
): Promise<string> {
  const upload = await asActor(actor, async (db) => {
    const access = await loadCase(db, actor, caseId)
    access.require('records.add')
    const begun = await beginRecord(db, actor, access, {
      name: file.name,
      type: file.type,
      size: file.bytes.byteLength,
    })
    if (file.kind) await changeKind(db, access, begun.recordId, file.kind)
    return begun
  })
  await storage().put(upload.objectKey, file.bytes, 'application/octet-stream')
  await asActor(actor, async (db) => markArrived(db, await loadCase(db, actor, caseId), [upload.recordId]))
  return upload.recordId
}
