import 'server-only'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache, type ReactNode } from 'react'
import type { CaseAction } from '#lib/access/policy.ts'
import { limit, placeOf } from '#lib/auth/limits.ts'
import { loadCase } from '#lib/case/load.ts'
import { transaction } from '#lib/db/client.ts'
import { beginLink } from '#lib/db/unit.ts'
import { AppError, notFound as nothingHere } from '#lib/errors.ts'
import { readCredentials } from './credentials.ts'
import { unlessAway } from './outage.ts'
import type { PageProps } from './page.ts'
import type { CaseUnit } from './unit.ts'

type Definition<V> = {
  /** Reads the view, in the transaction, as the actor behind the link. Must change nothing: mail scanners open links. */
  load: (unit: CaseUnit) => Promise<V>
  title: (view: V) => string
  /** This page's own address. */
  path: (token: string) => string
  /** `admitted`: this browser carries the link already, so that what is fetched from the page comes through. */
  render: (props: { view: V; token: string; admitted: boolean }) => ReactNode
  /** What to show to a place that opened too many links; `message` says how long to wait. */
  busy: (message: string) => ReactNode
}

type LinkPage = { Page: (props: PageProps) => Promise<ReactNode>; metadata: (props: PageProps) => Promise<Metadata> }

/** The title of every mailed link that is not (or no longer) good: ended, withdrawn, mistyped or guessed alike. */
const ENDED = 'This link has ended'

/** A page behind a mailed link's token ([token]), without an account or a cookie. */
export function linkPage<V>(can: CaseAction, def: Definition<V>): LinkPage {
  const readOrRefuse = async (token: string) => {
    try {
      await limit('openLink', placeOf((await headers()).get('x-forwarded-for')), 'Many links were opened from here.')
      return { good: true as const, view: await byLink(token, can, def.load) }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { good: false as const, refused: error }
    }
  }
  const read = cache(async (token: string) => {
    const answer = await unlessAway(def.path(token), () => readOrRefuse(token))
    return 'away' in answer ? { good: false as const, ...answer } : answer
  })
  const found = async (props: PageProps) => read((await props.params).token ?? '')
  return {
    async metadata(props) {
      const answer = await found(props)
      return { title: answer.good ? def.title(answer.view) : ENDED, robots: { index: false } }
    },
    async Page(props) {
      const answer = await found(props)
      const token = (await props.params).token ?? ''
      if (answer.good) {
        const { link } = await readCredentials()
        return def.render({ view: answer.view, token, admitted: link === token })
      }
      if ('away' in answer) return redirect(answer.away)
      return answer.refused.code === 'RATE_LIMITED' ? def.busy(answer.refused.message) : notFound()
    },
  }
}

/** Work as whoever holds this token, on the one case that it is for. @throws NOT_FOUND for any token that is not good */
export function byLink<T>(token: string, can: CaseAction, work: (unit: CaseUnit) => Promise<T>): Promise<T> {
  return transaction(async (db) => {
    const actor = await beginLink(db, token)
    if (!actor) throw nothingHere()
    const access = await loadCase(db, actor, actor.caseId)
    access.require(can)
    return work({ db, actor, access })
  })
}
