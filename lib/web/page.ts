import 'server-only'
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache, type ReactNode } from 'react'
import type { Actor } from '#lib/access/actor.ts'
import type { CaseAction, OrgAction } from '#lib/access/policy.ts'
import { type CaseFrame, loadFrame } from '#lib/case/frame.ts'
import { AppError } from '#lib/errors.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { unlessAway } from './outage.ts'
import { type Shell, shellOf } from './shell.ts'
import {
  asPerson,
  asVisitor,
  type CaseUnit,
  inOrg,
  onCase,
  otherHats,
  type OrgUnit,
  type PersonUnit,
  type PublicUnit,
  WrongHat,
} from './unit.ts'

type Params = Record<string, string>
export type Search = Record<string, string | string[] | undefined>
export type PageProps = { params: Promise<Params>; searchParams: Promise<Search> }

type Definition<U, V, X> = {
  /** Reads the view, in the transaction. */
  load: (unit: U, params: Params, search: Search) => Promise<V>
  title: (view: V) => string
  /** Renders after the commit. */
  render: (props: { view: V; shell: Shell; params: Params; search: Search } & X) => ReactNode
  /** This page's own address, to come back to after signing in. */
  path: (params: Params, search: Search) => string
}

type Page = { Page: (props: PageProps) => Promise<ReactNode>; metadata: (props: PageProps) => Promise<Metadata> }
type Open<U> = (creds: Credentials, params: Params) => <T>(work: (unit: U) => Promise<T>) => Promise<T>

/** A page of one case ([caseId]); `frame` is the header, turn, rail and people that every such page shares. */
export const casePage = <V>(can: CaseAction, def: Definition<CaseUnit, V, { frame: CaseFrame }>): Page =>
  build<CaseUnit, V, { frame: CaseFrame }>(
    (creds, params) => (work) => onCase(creds, params.caseId ?? '', can, work),
    async ({ db, access }) => ({ frame: await loadFrame(db, access) }),
    def,
  )

/** A page of an organization ([slug]). */
export const orgPage = <V>(can: OrgAction, def: Definition<OrgUnit, V, object>): Page =>
  build((creds, params) => (work) => inOrg(creds, params.slug ?? '', can, work), none, def)

/** A page of a signed-in person. */
export const personPage = <V>(def: Definition<PersonUnit, V, object>): Page =>
  build((creds) => (work) => asPerson(creds, work), none, def)

/** A page for anybody. */
export const publicPage = <V>(def: Definition<PublicUnit, V, object>): Page =>
  build((creds) => (work) => asVisitor(creds, work), none, def)

const none = async () => ({})

function build<U extends { actor: Actor | null }, V, X>(
  open: Open<U>,
  extra: (unit: U) => Promise<X>,
  def: Definition<U, V, X>,
): Page {
  const readOrRefuse = async (params: Params, search: Search, path: string) => {
    const creds = await readCredentials()
    try {
      return await open(
        creds,
        params,
      )(async (unit) => ({
        view: await def.load(unit, params, search),
        more: await extra(unit),
        shell: shellOf(unit.actor),
      }))
    } catch (error) {
      return { refused: await whereTo(error, creds, params, path) }
    }
  }
  // Shared by metadata and page within one request; keyed by primitives, as React's cache compares by identity.
  const read = cache(async (paramsKey: string, searchKey: string) => {
    const [params, search] = [JSON.parse(paramsKey) as Params, JSON.parse(searchKey) as Search]
    const path = def.path(params, search)
    const found = await unlessAway(path, () => readOrRefuse(params, search, path))
    return 'away' in found ? { refused: found.away } : found
  })
  const fetch = async (props: PageProps) =>
    read(JSON.stringify(await props.params), JSON.stringify(await props.searchParams))
  return {
    async metadata(props) {
      const found = await fetch(props)
      return { title: 'refused' in found ? 'Not found' : def.title(found.view) }
    },
    async Page(props) {
      const found = await fetch(props)
      if ('refused' in found) return found.refused === null ? notFound() : redirect(found.refused)
      return def.render({
        view: found.view,
        shell: found.shell,
        params: await props.params,
        search: await props.searchParams,
        ...found.more,
      })
    },
  }
}

/** Another page for a refusal, or null for "not found". Outages and defects are thrown on. */
async function whereTo(error: unknown, creds: Credentials, params: Params, path: string): Promise<string | null> {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'UNAUTHENTICATED') return `/sign-in?${new URLSearchParams({ next: path })}`
  if (error instanceof WrongHat) return switchTo(error.hats, path)
  if (error.code === 'NOT_FOUND' && creds.session && params.caseId && UUID.test(params.caseId)) {
    const hats = await otherHats(creds, params.caseId)
    if (hats.length > 0) return switchTo(hats, path)
  }
  return null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const switchTo = (hats: { orgId: string | null }[], path: string): string =>
  `/act-as?${new URLSearchParams({ as: hats[0]?.orgId ?? 'me', next: path })}`
