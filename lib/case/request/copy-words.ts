import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { readRequest } from './queries.ts'

/** What was asked in an ended case, as the request of a new one. */
export async function copyWords(db: Db, access: CaseAccess, caseId: string): Promise<void> {
  const said = await readRequest(db, access)
  const { presentingComplaint, history, workingDiagnosis, proposedPlan } = said
  const { medications, decisionAhead, whatMatters, questions, decisionOn, livesIn } = said
  const { situation, priorities, reachBy, reachPhone, reachTimes, language, happened } = said
  await db.caseRequest.create({
    data: {
      ...{ caseId, presentingComplaint, history, workingDiagnosis, proposedPlan },
      ...{ medications, decisionAhead, whatMatters, questions, livesIn, redFlags: [] },
      ...{ situation, priorities, reachBy, reachPhone, reachTimes, language },
      decisionOn: decisionOn && new Date(`${decisionOn}T00:00:00Z`),
      happenedWhen: happened.map(({ when }) => when),
      happenedWhat: happened.map(({ what }) => what),
    },
  })
}
