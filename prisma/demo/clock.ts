import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { storage } from '#lib/gateways/storage.ts'

// The demo tells of weeks, and is made in seconds. Commands take the time from where they always do, so while it is made,
// this process's clock and PostgreSQL's stand at the moment of the story: events, messages and signatures get their times
// when they are written, and the chain is hashed over them once, like any other. Nothing is rewritten afterwards.

export type DemoClock = {
  /** Puts the story's time. It never stands in the future. */
  moveTo: (at: Date) => Promise<void>
  now: () => Date
  /** The present, whatever the story's time. */
  realNow: () => Date
  /** Runs the work at the story's time; everything else in the process stays in the present. */
  during: <T>(work: () => Promise<T>) => Promise<T>
  /** Puts the real clocks back. */
  end: () => Promise<void>
}

/** Functions of PostgreSQL's that tell the time, as the seed's own connections find them first. */
const SCHEMA = 'demo_clock'
const INSTALL = `
  create schema ${SCHEMA};
  create table ${SCHEMA}.setting (ago interval not null);
  insert into ${SCHEMA}.setting values ('0');
  create function ${SCHEMA}.clock_timestamp() returns timestamptz language sql volatile as
    $$ select pg_catalog.clock_timestamp() - (select ago from ${SCHEMA}.setting) $$;
  create function ${SCHEMA}.now() returns timestamptz language sql stable as
    $$ select pg_catalog.now() - (select ago from ${SCHEMA}.setting) $$;
  grant usage on schema ${SCHEMA} to conferral_app;
  grant select on ${SCHEMA}.setting to conferral_app`

/** Events are stamped by functions with a search path of their own, so their clock is swapped while the demo is made. */
const STAMPS = ['app.append_event(uuid, text, "Audience", jsonb)', 'app.append_events(uuid, "Audience", jsonb)']

/** The application's URL with a search path on which the demo's clock comes first. For the seed's process only. */
export function onDemoClock(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', `-c search_path=${SCHEMA},pg_catalog,public`)
  return url.href
}

/** @param owner the tables' owner; the application must be connected by `onDemoClock` */
export async function startDemoClock(owner: pg.Client): Promise<DemoClock> {
  const stamps = await stampsOf(owner)
  await owner.query(INSTALL)
  for (const stamp of stamps) await owner.query(stamp.replaceAll(CLOCK, `$1${SCHEMA}.clock_timestamp()`))
  const here = slowDate()
  keepRealTimeAt(storage(), here)
  return {
    async moveTo(at) {
      here.ago = Math.max(0, here.realNow() - at.getTime())
      await owner.query(`update ${SCHEMA}.setting set ago = $1::float8 * interval '1 millisecond'`, [here.ago])
    },
    now: () => new Date(),
    realNow: () => new Date(here.realNow()),
    during: (work) => here.inStory.run(true, work),
    async end() {
      here.end()
      for (const stamp of stamps) await owner.query(stamp)
      await owner.query(`drop schema ${SCHEMA} cascade`)
    },
  }
}

const CLOCK = /([ (])clock_timestamp\(\)/g

/** What defines the functions that stamp events. */
async function stampsOf(owner: pg.Client): Promise<string[]> {
  const sql = 'select f as name, pg_get_functiondef(f::regprocedure) as body from unnest($1::text[]) f'
  const { rows } = await owner.query<{ name: string; body: string }>(sql, [STAMPS])
  for (const { name, body } of rows)
    if (body.search(CLOCK) < 0) throw new Error(`${name} no longer stamps with clock_timestamp()`)
  return rows.map(({ body }) => body)
}

type SlowDate = { ago: number; inStory: AsyncLocalStorage<boolean>; realNow: () => number; end: () => void }

/** This process's clock, `ago` milliseconds late in a story: `new Date()` and `Date.now()` alone, all else is the real one's. */
function slowDate(): SlowDate {
  const RealDate = Date
  const clock: SlowDate = {
    ago: 0,
    inStory: new AsyncLocalStorage(),
    realNow: () => RealDate.now(),
    end: () => {
      globalThis.Date = RealDate
    },
  }
  const now = () => RealDate.now() - (clock.inStory.getStore() ? clock.ago : 0)
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget): Date =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
  return clock
}

/** The object store refuses a signature that is minutes old: its calls run on real time. */
function keepRealTimeAt(store: ReturnType<typeof storage>, { inStory }: SlowDate): void {
  const real =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      inStory.run(false, () => call(...args))
  const { head, read, readBytes, put, putStream, remove } = store
  Object.assign(store, {
    head: real(head),
    read: real(read),
    readBytes: real(readBytes),
    put: real(put),
    putStream: real(putStream),
    remove: real(remove),
  })
}
