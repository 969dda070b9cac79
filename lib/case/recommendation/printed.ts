import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { notFound } from '#lib/errors.ts'
import type { Signalment } from '#lib/words.ts'
import { readSigned, type SignedView } from './queries.ts'

/** A signed version with what a printed page says around it. */
export type PrintedView = {
  caseNumber: string
  signed: SignedView
  patient: Signalment & { name: string }
  owner: string
  vet: string
  practice: string
  hospital: { name: string; timeZone: string }
  pageUrl: string
}

/** @throws NOT_FOUND for a number that was not signed */
export async function loadPrinted(db: Db, access: CaseAccess, number: number): Promise<PrintedView> {
  const { row } = access
  const signed = await readSigned(db, access, number)
  const found = await db.case.findUnique({
    where: { id: row.id },
    select: {
      owner: { select: { name: true } },
      patient: true,
      hospital: { select: { name: true, timeZone: true } },
      practice: { select: { name: true } },
    },
  })
  if (!found?.patient || !found.hospital) throw notFound()
  return {
    caseNumber: row.number,
    signed,
    patient: found.patient,
    owner: found.owner.name,
    vet: row.attendingVetName,
    practice: found.practice?.name ?? row.attendingVetPractice,
    hospital: found.hospital,
    pageUrl: `${env().APP_URL}/cases/${row.id}/recommendation`,
  }
}
