import { FORMS } from './bad-input/forms.ts'
import type { Action } from './bad-input/post.ts'
import { ROUTES } from './bad-input/routes.ts'
import { tryBodies } from './bad-input/try-bodies.ts'
import { type Found, tryFields, tryWhole } from './bad-input/try-forms.ts'
import { type Route, tryRoute } from './bad-input/try-routes.ts'
import { makeWorld, stateOf, type World } from './bad-input/world.ts'
import { actions, routes } from './matrix/entrances.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Bad input at every form and JSON route of the running product: each is refused in words or taken, nothing breaks, and what
// belongs to others stays as it is.

// Each test has a cast of its own: whoever is free takes the next.
test.describe.configure({ mode: 'parallel' })

useOwnerPool(4)

/** Runs all tries, four at a time, and judges what they found and what became of another tenant's things. */
async function judgeAll(what: string, tries: [name: string, run: (world: World) => Promise<Found>][]): Promise<void> {
  const world = await makeWorld()
  const before = await stateOf(world.rival)
  const [wrong, queue]: [string[], typeof tries] = [[], [...tries]]
  let count = 0
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, run] = next
      const found = await run(world)
      count += found.tries
      wrong.push(...found.wrong.map((one) => `${name}, ${one}`))
    }
  }
  await Promise.all([lane(), lane(), lane(), lane()])
  console.log(`bad input: ${tries.length} ${what}, ${count} tries`)
  expect(wrong).toEqual([])
  expect(await stateOf(world.rival)).toEqual(before)
  expect(count).toBeGreaterThan(tries.length * 3)
}

const served = actions().filter((one): one is Action => one.kind === 'action')
const actionOf = (key: string): Action => {
  const found = served.find(({ name }) => name === key.split(',')[0])
  if (!found) throw new Error(`the product has no action ${key}: take its form out of e2e/bad-input/forms.ts`)
  return found
}
const forms = Object.entries(FORMS)
const api = routes().filter((one): one is Route => one.kind === 'route')
const nameOf = ({ method, pattern }: Route) => `${method} ${pattern}`

test('every action and every route of the product is tried @once', () => {
  const known = new Set(forms.map(([key]) => actionOf(key).name))
  expect(served.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  expect(new Set(served.map(({ name }) => name)).size).toBe(served.length)
  expect(Object.keys(ROUTES).toSorted()).toEqual(api.map(nameOf).toSorted())
})

// In two halves, so that neither is the last that a run waits for.
for (const half of [0, 1])
  test(`every form with each of its fields bad in turn, half ${half + 1} of 2 @once`, async () => {
    test.setTimeout(600_000)
    await judgeAll(
      `forms, half ${half + 1}`,
      forms
        .filter((_, at) => at % 2 === half)
        .map(([key, form]) => [key, (world) => tryFields(actionOf(key), form, world)]),
    )
  })

test('every form as it should be, with unknown fields, with none, and what is no form at all @once', async () => {
  test.setTimeout(300_000)
  await judgeAll(
    'forms as a whole',
    forms.flatMap(([key, form]) => [
      [key, (world: World) => tryWhole(actionOf(key), form, world)],
      [key, (world: World) => tryBodies(actionOf(key), form, world)],
    ]),
  )
})

test('every route with each part of its address and body bad in turn @once', async () => {
  test.setTimeout(240_000)
  await judgeAll(
    'routes',
    api.map((route) => [
      nameOf(route),
      (world) => {
        const known = ROUTES[nameOf(route)]
        if (!known) throw new Error(`${nameOf(route)} is not in e2e/bad-input/routes.ts`)
        return tryRoute(route, known, world)
      },
    ]),
  )
})
