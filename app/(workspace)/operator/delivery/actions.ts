'use server'
import { publishRule as publish } from '#lib/case/delivery/commands.ts'
import { rulePath, ruleSchema } from '#lib/case/delivery/schema.ts'
import { notFound } from '#lib/errors.ts'
import { personAction } from '#lib/web/action.ts'

/** Reads what was typed, and leads to how people will read it. Nothing is stored. */
export const previewRule = personAction({
  input: ruleSchema,
  run: async ({ actor }, rule) => {
    if (!actor.operator) throw notFound()
    return { redirect: rulePath(rule, true) }
  },
})

export const publishRule = personAction({
  input: ruleSchema,
  run: async ({ db, actor }, rule) => {
    await publish(db, actor, rule)
    return { redirect: `/operator/delivery?${new URLSearchParams({ region: rule.region })}` }
  },
})
