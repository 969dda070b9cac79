import { DeliveryCard } from '#components/case/delivery/delivery-card.tsx'
import { Readiness } from '#components/case/readiness/readiness.tsx'
import { AnimalCard } from '#components/case/request/animal-card.tsx'
import { BetweenVets } from '#components/case/request/between-vets.tsx'
import { DraftEditor } from '#components/case/request/draft-editor.tsx'
import type { DirectoryView } from '#components/case/request/hospital-step.tsx'
import { PracticeDraftEditor } from '#components/case/request/practice-draft.tsx'
import { SentRequest } from '#components/case/request/sent-request.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { filesOfDraft } from '#lib/case/begun/from-file.ts'
import { deliveryOf } from '#lib/case/delivery/queries.ts'
import { currentText } from '#lib/case/consent/find.ts'
import { agreementKey } from '#lib/case/consent/rules.ts'
import { directoryFilter, listHospitals } from '#lib/case/directory.ts'
import { hasDied } from '#lib/case/request/endings.ts'
import { smallTrouble } from '#lib/case/records/small-rules.ts'
import { readReadiness } from '#lib/case/records/readiness/queries.ts'
import { readPracticeDraft } from '#lib/case/request/practice-draft.ts'
import { asPracticeStep, nextPracticeStep } from '#lib/case/request/practice-rules.ts'
import { missingIn, paymentStates, readRequest, type RequestView } from '#lib/case/request/queries.ts'
import {
  asStep,
  moneyAfterwards,
  nextStep,
  type RequestStep,
  WITHDRAWAL_WORDS,
  withdrawalMoney,
} from '#lib/case/request/rules.ts'
import { groupOfAddress } from '#lib/organization/profile.ts'
import { casePage, type Search } from '#lib/web/page.ts'
import type { CaseUnit } from '#lib/web/unit.ts'
import {
  closeCase,
  discardDraft,
  keepStep,
  reopenCase,
  resendCase,
  saveStep,
  submitRequest,
  withdrawCase,
} from './actions.ts'
import { keepBegun, readFile, saveBegun, sendBegunCase } from './practice-actions.ts'

const page = casePage('case.read', {
  path: ({ caseId }) => `/cases/${caseId}/request`,
  load: async (unit, _params, search) => {
    if (unit.access.role === 'CLIENT') return { kind: 'closed' as const, title: unit.access.row.title }
    if (unit.access.side === 'PRACTICE' && unit.access.can('request.edit')) return loadBegun(unit, search)
    const request = await readRequest(unit.db, unit.access)
    return unit.access.can('request.edit')
      ? { kind: 'draft' as const, request, ...(await loadDraft(unit, request, search)) }
      : { kind: 'sent' as const, request, ...(await loadEndings(unit)) }
  },
  title: (view) =>
    view.kind === 'closed'
      ? view.title
      : `${view.request.patientName || 'New case'}: ${view.kind === 'sent' ? 'the request' : 'your request'}`,
  render: ({ view, shell, frame }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="request">
      {view.kind === 'closed' && <BetweenVets frame={frame} />}
      {view.kind === 'begun' && (
        <PracticeDraftEditor
          {...view}
          caseId={frame.caseId}
          kind={frame.row.kind === 'CONSULTATION' ? 'CONSULTATION' : 'REFERRAL'}
          reader={shell.person?.id ?? ''}
          signer={shell.person?.name ?? ''}
          animal={<AnimalCard patient={frame.patient} editHref={`/cases/${frame.caseId}/request?step=write`} />}
          readiness={view.readiness && <Readiness view={view.readiness} frame={frame} zone={shell.timeZone} />}
          actions={{ save: saveBegun, keep: keepBegun, send: sendBegunCase, discard: discardDraft, readFile }}
        />
      )}
      {view.kind === 'draft' && (
        <DraftEditor
          caseId={frame.caseId}
          reader={shell.person?.id ?? ''}
          ownerName={shell.person?.name ?? ''}
          recordCount={view.recordCount}
          request={view.request}
          missing={view.missing}
          step={view.step}
          directory={view.directory}
          practiceGroup={view.practiceGroup}
          animal={<AnimalCard patient={frame.patient} editHref={view.animalHref} />}
          readiness={view.readiness && <Readiness view={view.readiness} frame={frame} zone={shell.timeZone} />}
          delivery={view.delivery && <DeliveryCard view={view.delivery} zone={shell.timeZone} />}
          actions={{ save: saveStep, keep: keepStep, send: submitRequest, discard: discardDraft }}
        />
      )}
      {view.kind === 'sent' && (
        <SentRequest
          frame={frame}
          request={view.request}
          withdrawal={view.withdrawal}
          money={view.money}
          zone={shell.timeZone}
          actions={{ withdraw: withdrawCase, close: closeCase, reopen: reopenCase, resend: resendCase }}
        />
      )}
    </CaseWorkspace>
  ),
})

/** A practice's own draft, with the texts that a vet of it would sign. */
async function loadBegun(unit: CaseUnit, search: Search) {
  const { db, actor, access } = unit
  const draft = await readPracticeDraft(db, actor, access)
  const step = search.step === 'file' ? 'write' : (asPracticeStep(search.step) ?? nextPracticeStep(draft.missing))
  const texts =
    step === 'review' && access.can('case.submit')
      ? {
          agreement: await currentText(db, agreementKey(access.row.kind)),
          statement: await currentText(db, 'OWNER_CONSENT'),
        }
      : null
  return {
    ...{ kind: 'begun' as const, request: draft.request, draft, step, texts, recordCount: access.row.recordCount },
    directory: step === 'hospital' ? await loadDirectory(unit, draft.request, search) : null,
    files:
      search.step === 'file'
        ? { list: await filesOfDraft(db, access, draft), trouble: smallTrouble(search.trouble) }
        : null,
    readiness: step === 'review' && access.row.serviceId ? await readReadiness(db, access) : null,
  }
}

async function loadDraft(unit: CaseUnit, request: RequestView, search: Search) {
  const missing = missingIn(request, unit.actor.email)
  // The safety questions come before everything else.
  const step: RequestStep = request.redFlagAnswer === null ? 'check' : (asStep(search.step) ?? nextStep(missing))
  const directory = step === 'hospital' ? await loadDirectory(unit, request, search) : null
  const practiceGroup = step === 'review' ? await groupOfAddress(unit.db, request.attendingVetEmail) : ''
  const readiness = step === 'review' ? await readReadiness(unit.db, unit.access) : null
  const delivery = step === 'review' ? await deliveryOf(unit.db, unit.access) : null
  const { patientId } = unit.access.row
  const animalHref = patientId && `/home/animals/${patientId}`
  return {
    animalHref,
    missing,
    step,
    directory,
    practiceGroup,
    readiness,
    delivery,
    recordCount: unit.access.row.recordCount,
  }
}

async function loadDirectory(unit: CaseUnit, request: RequestView, search: Search): Promise<DirectoryView> {
  const filter = directoryFilter.parse({ ...search, species: request.species })
  const { hospitals, next, countries } = await listHospitals(unit.db, filter)
  const { q, specialty, language, country } = filter
  const practiceGroup = await groupOfAddress(unit.db, request.attendingVetEmail)
  const query = new URLSearchParams({
    step: 'hospital',
    ...(q ? { q } : {}),
    ...(specialty ? { specialty } : {}),
    ...(language ? { language } : {}),
    ...(country ? { country } : {}),
    ...(next ? { after: next } : {}),
  })
  const more = next ? `/cases/${unit.access.row.id}/request?${query}` : null
  return { hospitals, countries, q, specialty, language, country, practiceGroup, more }
}

/** What a withdrawal would mean for the money, and what it meant. */
async function loadEndings({ db, access }: CaseUnit): Promise<{ withdrawal: string | null; money: string }> {
  const { row, side } = access
  const mayWithdraw = access.can('case.withdraw')
  if (!mayWithdraw && (row.status !== 'WITHDRAWN' || side !== row.payer)) return { withdrawal: null, money: '' }
  const payments = await paymentStates(db, access)
  return mayWithdraw
    ? {
        withdrawal: WITHDRAWAL_WORDS[withdrawalMoney({ ...row, payments, died: await hasDied(db, row) }, new Date())],
        money: '',
      }
    : { withdrawal: null, money: moneyAfterwards(payments) }
}

export const generateMetadata = page.metadata
export default page.Page
