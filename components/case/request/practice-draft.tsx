import type { ComponentProps, ReactNode } from 'react'
import Link from 'next/link'
import { clsx } from 'clsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Autosave } from '#components/ui/autosave.tsx'
import { ArrowLeft, ArrowRight, Check, FileText } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { PracticeDraft } from '#lib/case/request/practice-draft.ts'
import { PRACTICE_STEP_WORDS, PRACTICE_STEPS, type PracticeStep } from '#lib/case/request/practice-rules.ts'
import { FromFile } from '#components/case/begun/from-file.tsx'
import { Discard } from './endings.tsx'
import { type DirectoryView, HospitalStep } from './hospital-step.tsx'
import { PracticeReview, type ReviewProps } from './practice-review.tsx'
import { PracticeWrite } from './practice-write.tsx'

type Props = Omit<ReviewProps, 'href' | 'send'> & {
  reader: string
  step: PracticeStep
  directory: DirectoryView | null
  /** The page of files, where it is asked for. */
  files: ComponentProps<typeof FromFile>['files'] | null
  actions: { save: FormAction; keep: FormAction; send: FormAction; discard: FormAction; readFile: FormAction }
}

/** A referral or a question to a specialist while the practice prepares it: three pages, in any order. */
export function PracticeDraftEditor(props: Props) {
  const { caseId, draft, step, files, actions } = props
  const href = (to: PracticeStep) => `/cases/${caseId}/request?step=${to}`
  return (
    <div className="grid gap-6">
      <Steps step={step} missing={draft.missing} href={href} />
      <h2 className="text-title">{files ? 'Read a file' : PRACTICE_STEP_WORDS[step]}</h2>
      {files ? (
        <FromFile caseId={caseId} files={files} back={href('write')} action={actions.readFile} />
      ) : (
        <Step {...props} href={href} />
      )}
      <div className="no-print border-t border-line pt-4">
        <Discard caseId={caseId} action={actions.discard} />
      </div>
    </div>
  )
}

function Step({ href, ...props }: Props & { href: (step: PracticeStep) => string }): ReactNode {
  const { caseId, kind, draft, step, directory, actions, reader } = props
  const form = { caseId, version: draft.request.version, save: actions.save, keep: actions.keep, reader }
  switch (step) {
    case 'write':
      return (
        <PracticeForm step="write" {...form}>
          <PracticeWrite kind={kind} draft={draft} />
        </PracticeForm>
      )
    case 'hospital':
      return directory && <HospitalStep {...form} request={draft.request} directory={directory} byPractice />
    case 'review':
      return <PracticeReview {...props} href={href} send={actions.send} />
  }
}

type FormProps = {
  step: PracticeStep
  caseId: string
  version: number
  save: FormAction
  keep: FormAction
  reader: string
  children: ReactNode
}

function PracticeForm({ step, caseId, version, save, keep, reader, children }: FormProps) {
  return (
    <ActionForm key={step} action={save} label={PRACTICE_STEP_WORDS[step]} className="grid gap-6" okMessage="silent">
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="version" value={version} />
      {children}
      <Autosave save={keep} safetyKey={`${reader}:${caseId}:${step}`} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="go" value="next" size="large" className="max-sm:grow">
          Save and go on <ArrowRight />
        </SubmitButton>
        {step === 'write' && (
          <SubmitButton name="go" value="file" size="large" variant="quiet">
            <FileText /> Save, and read a file
          </SubmitButton>
        )}
        {step !== 'write' && (
          <SubmitButton name="go" value="back" size="large" variant="quiet">
            <ArrowLeft /> Back
          </SubmitButton>
        )}
      </div>
    </ActionForm>
  )
}

type StepsProps = { step: PracticeStep; missing: PracticeDraft['missing']; href: (step: PracticeStep) => string }

function Steps({ step, missing, href }: StepsProps) {
  const open = new Set(missing.map((item) => item.step))
  return (
    <nav aria-label="Steps of the case" className="no-print">
      <ol className="flex flex-wrap gap-x-1 gap-y-0.5">
        {PRACTICE_STEPS.map((name) => (
          <li key={name} className="text-small">
            <Link
              href={href(name)}
              prefetch={false}
              aria-current={name === step ? 'step' : undefined}
              className={clsx(
                'inline-block rounded-s px-2 py-1 hover:bg-sunken',
                name === step && 'bg-brand-tint font-medium',
              )}
            >
              {name !== 'review' && !open.has(name) && <Check label="Done:" className="text-brand" />}{' '}
              {PRACTICE_STEP_WORDS[name]}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
