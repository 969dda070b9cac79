import 'server-only'
import { refresh } from 'next/cache'
import { notFound as notFoundPage, redirect } from 'next/navigation'
import type { z } from 'zod'
import type { ActionState } from '#components/ui/action-state.ts'
import type { CaseAction, OrgAction } from '#lib/access/policy.ts'
import { AppError, invalid, notFound } from '#lib/errors.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { type FormValues, formValues, keptValues, parseInput } from './form.ts'
import { awayFromForm } from './outage.ts'
import { toRefusal } from './refusal.ts'
import {
  asPerson,
  asVisitor,
  type CaseUnit,
  inOrg,
  onCase,
  type OrgUnit,
  type PersonUnit,
  type PublicUnit,
} from './unit.ts'

export type ServerAction = (prev: ActionState, form: FormData) => Promise<ActionState>

/** What an action ends with: words for the person, data for the screen, or another page. */
export type Outcome = { message?: string; data?: unknown; redirect?: string } | void

type Again<U> = <T>(work: (unit: U) => Promise<T>) => Promise<T>
type Open<U> = (creds: Credentials, values: FormValues) => Again<U>

type Common<U, S extends z.ZodType, R> = {
  input: S
  /** In the transaction, as the actor; the policy has been judged, the input parsed. */
  run: (unit: U, input: z.output<S>) => Promise<R>
  /** Saves behind the person's back (autosave, read marks): the page they are on is not rendered again. */
  quiet?: boolean
  /** A press that puts something into the form instead of sending it: what the form comes back with. Null: it is sent. */
  fill?: (unit: U, values: FormValues) => Promise<FormValues | null>
}
type Plain<U, S extends z.ZodType> = Common<U, S, Outcome>
type Staged<U, S extends z.ZodType, R> = Common<U, S, R> & {
  /** After the commit: calls to outside systems; `again` opens another unit of work. */
  after: (result: R, again: Again<U>, input: z.output<S>) => Promise<Outcome>
}

/** An action on one case: the form's `caseId`; `link` carries a mailed link's token where there is no cookie yet. */
export function caseAction<S extends z.ZodType, R>(can: CaseAction, def: Staged<CaseUnit, S, R>): ServerAction
export function caseAction<S extends z.ZodType>(can: CaseAction, def: Plain<CaseUnit, S>): ServerAction
export function caseAction<S extends z.ZodType>(can: CaseAction, def: Plain<CaseUnit, S>): ServerAction {
  return build((creds, values) => (work) => onCase(creds, single(values, 'caseId'), can, work), def)
}

/** An action within the organization that the form's `org` (slug) names. */
export function orgAction<S extends z.ZodType, R>(can: OrgAction, def: Staged<OrgUnit, S, R>): ServerAction
export function orgAction<S extends z.ZodType>(can: OrgAction, def: Plain<OrgUnit, S>): ServerAction
export function orgAction<S extends z.ZodType>(can: OrgAction, def: Plain<OrgUnit, S>): ServerAction {
  return build((creds, values) => (work) => inOrg(creds, single(values, 'org'), can, work), def)
}

/** An action on the person's own things. */
export function personAction<S extends z.ZodType, R>(def: Staged<PersonUnit, S, R>): ServerAction
export function personAction<S extends z.ZodType>(def: Plain<PersonUnit, S>): ServerAction
export function personAction<S extends z.ZodType>(def: Plain<PersonUnit, S>): ServerAction {
  return build((creds) => (work) => asPerson(creds, work), def)
}

/** An action that anybody may do; it looks after its own rate limit. */
export function publicAction<S extends z.ZodType, R>(def: Staged<PublicUnit, S, R>): ServerAction
export function publicAction<S extends z.ZodType>(def: Plain<PublicUnit, S>): ServerAction
export function publicAction<S extends z.ZodType>(def: Plain<PublicUnit, S>): ServerAction {
  return build((creds) => (work) => asVisitor(creds, work), def)
}

/**
 * An action for a plain form, one without a place for an answer: it leads on by redirecting. Somebody signed out is led to
 * the sign-in. Nobody types into such a form, so what it names is there or it is not: the page for that. An outage leads to
 * the page that says so; a defect goes to the error page.
 */
export function plainAction(action: ServerAction): (form: FormData) => Promise<void> {
  return async (form) => {
    const answer = await action({ status: 'idle' }, form)
    if (answer.status !== 'error') return
    if (answer.code === 'UNAUTHENTICATED') redirect('/sign-in')
    if (answer.code === 'INVALID' || answer.code === 'NOT_FOUND') notFoundPage()
    const away = answer.code === 'UNAVAILABLE' ? await awayFromForm() : null
    if (away) redirect(away)
    throw new AppError(answer.code, answer.message)
  }
}

function build<U, S extends z.ZodType, R>(open: Open<U>, def: Common<U, S, R> | Staged<U, S, R>): ServerAction {
  return async (_prev, form) => {
    let values: FormValues = {}
    let outcome: Outcome
    try {
      values = readForm(form)
      const done = await perform(open, def, values)
      if ('filled' in done) return { status: 'idle', values: keptValues(done.filled) }
      ;({ outcome } = done)
    } catch (error) {
      const { code, message, fieldErrors } = toRefusal(error)
      return { status: 'error', code, message, fieldErrors, values: keptValues(values) }
    }
    if (outcome?.redirect) redirect(outcome.redirect)
    if (!def.quiet) refresh()
    return { status: 'ok', ...(outcome?.message ? { message: outcome.message } : {}), data: outcome?.data }
  }
}

/** React hands over whatever was posted as the action's argument. @throws INVALID for anything but a form */
function readForm(form: unknown): FormValues {
  if (form instanceof FormData) return formValues(form)
  throw invalid('This form could not be read. Reload the page and try again.')
}

async function perform<U, S extends z.ZodType, R>(
  open: Open<U>,
  def: Common<U, S, R> | Staged<U, S, R>,
  values: FormValues,
): Promise<{ outcome: Outcome } | { filled: FormValues }> {
  const creds = await readCredentials(typeof values.link === 'string' ? values.link : null)
  const again = open(creds, values)
  // The policy is judged before the input is looked at: a stranger learns nothing from messages about fields.
  const done = await again(async (unit) => {
    const filled = await def.fill?.(unit, values)
    if (filled) return { filled }
    const parsed = parseInput(def.input, values)
    return { input: parsed, result: await def.run(unit, parsed) }
  })
  if (done.filled) return done
  const { input, result } = done
  return { outcome: 'after' in def ? await def.after(result, again, input) : (result as Outcome) }
}

function single(values: FormValues, name: string): string {
  const value = values[name]
  if (typeof value !== 'string') throw notFound()
  return value
}
