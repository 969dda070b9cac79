import { caseIn, member, person } from '#lib/testing/world.ts'
import { addRecord, addSeries, idOf, type World } from './world.ts'

// Every JSON route with what its address and its body hold. A route that is missing here fails the test.

export type ApiScene = {
  cookies: Record<string, string>
  /** Parts of the path as they should be, and the same of another tenant. */
  params: Record<string, string>
  foreign: Record<string, string>
  /** Names in the query. */
  search?: string[]
  /** The body as it should be. */
  body?: Record<string, unknown>
}
export type Api = { scene: (world: World) => Promise<ApiScene> }

const onCase =
  (more: Partial<ApiScene> = {}, record?: 'READY' | 'UPLOADING'): Api['scene'] =>
  async ({ owner, hospital, practice, rival }) => {
    const at = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
    const recordId = record && (await addRecord(at, 'OWNER', record))
    return {
      cookies: { 'next-auth.session-token': owner.sessionId },
      params: { caseId: at.id, ...(recordId ? { recordId } : {}), ...more.params },
      foreign: { caseId: rival.caseId, ...(recordId ? { recordId: rival.recordId } : {}) },
      ...(more.search ? { search: more.search } : {}),
      ...(more.body ? { body: more.body } : {}),
    }
  }

const onSeries =
  (body?: Record<string, unknown>): Api['scene'] =>
  async ({ owner, hospital, practice, rival }) => {
    const at = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
    return {
      cookies: { 'next-auth.session-token': owner.sessionId },
      params: { caseId: at.id, seriesId: (await addSeries(at)).seriesId },
      foreign: { caseId: rival.caseId, seriesId: rival.recordId },
      ...(body && { body }),
    }
  }

const onSignature: Api['scene'] = async ({ owner, hospital, practice, rival }) => {
  const at = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
  return {
    cookies: { 'next-auth.session-token': owner.sessionId },
    params: { caseId: at.id, signatureId: await idOf('select id from "Release" where "caseId" = $1', [at.id]) },
    foreign: { caseId: rival.caseId, signatureId: rival.recordId },
  }
}

const open =
  (more: Partial<ApiScene>): Api['scene'] =>
  async () => ({ cookies: {}, params: {}, foreign: {}, ...more })

const queue: Api['scene'] = async ({ hospital, rival }) => ({
  cookies: { 'next-auth.session-token': (await member(hospital, 'COORDINATOR')).sessionId },
  params: { slug: hospital.slug },
  foreign: { slug: rival.slug },
  search: ['view', 'sort', 'specialty', 'species', 'cursor', 'case'],
})

const ownExport: Api['scene'] = async ({ rival }) => {
  const { personId, sessionId } = await person('Plain Person')
  return {
    cookies: { 'next-auth.session-token': sessionId },
    params: { personId },
    foreign: { personId: rival.ownerId },
  }
}

const ID_OF_RECORD = '019ac000-0000-7000-8000-000000000001'
const FILES = [{ name: 'bloods.pdf', folder: 'CD/S1', size: 1000, type: 'application/pdf', recordId: ID_OF_RECORD }]

export const ROUTES: Record<string, Api> = {
  'GET /hospital/[slug]/queue/export': { scene: queue },
  'GET /api/auth/[...nextauth]': { scene: open({ search: ['callbackUrl', 'csrfToken', 'error', 'token', 'email'] }) },
  'GET /api/people/[personId]/export': { scene: ownExport },
  'GET /api/cases/[caseId]/export': { scene: onCase() },
  'GET /api/cases/[caseId]/summary/pdf': { scene: onCase() },
  'GET /api/cases/[caseId]/consent/[signatureId]/pdf': { scene: onSignature },
  'GET /api/cases/[caseId]/events': { scene: onCase({ search: ['since'] }) },
  'GET /api/cases/[caseId]/imaging': { scene: onCase({ search: ['after'] }) },
  'POST /api/cases/[caseId]/imaging/[seriesId]': { scene: onSeries({ again: true }) },
  'GET /api/cases/[caseId]/imaging/[seriesId]/thumbnail': { scene: onSeries() },
  'GET /api/cases/[caseId]/recommendation/[number]/pdf': { scene: onCase({ params: { number: '1' } }) },
  'GET /api/cases/[caseId]/records/[recordId]/file': { scene: onCase({ search: ['disposition'] }, 'READY') },
  'GET /api/cases/[caseId]/records/[recordId]/preview': { scene: onCase({ search: ['size'] }, 'READY') },
  'POST /api/cases/[caseId]/records/[recordId]/link': { scene: onCase({ body: { again: true } }, 'READY') },
  'POST /api/cases/[caseId]/records/[recordId]/upload/parts': { scene: onCase({ body: { parts: [1] } }, 'UPLOADING') },
  'GET /api/cases/[caseId]/records/[recordId]/upload': { scene: onCase({}, 'UPLOADING') },
  'DELETE /api/cases/[caseId]/records/[recordId]/upload': { scene: onCase({}, 'UPLOADING') },
  'POST /api/cases/[caseId]/records': { scene: onCase({ body: { files: FILES } }) },
  'POST /api/cases/[caseId]/records/here': { scene: onCase({ body: { size: 5, sha256: 'a'.repeat(64) } }) },
  'POST /api/cases/[caseId]/records/complete': { scene: onCase({ body: { recordIds: [ID_OF_RECORD] } }) },
  'POST /api/cases/[caseId]/records/form': { scene: onCase({ search: ['from'], body: { from: 'draft' } }) },
  'GET /api/cases/[caseId]/records/seen': { scene: onCase() },
  'GET /api/health': { scene: open({ search: ['ready'] }) },
  'POST /api/mail/inbound': { scene: open({}) },
  'POST /api/stripe/webhook': { scene: open({}) },
}
