'use server'
import { judgeCredential as judge } from '#lib/organization/credentials.ts'
import { keepGroup as keep, removeGroup as remove } from '#lib/organization/profile.ts'
import { corporateGroup, corporateGroupChoice, credentialJudged } from '#lib/organization/profile-schema.ts'
import { personAction } from '#lib/web/action.ts'

export const judgeCredential = personAction({
  input: credentialJudged,
  run: async ({ db, actor }, { organizationId, credentialId, found }) => {
    await judge(db, actor, { organizationId, credentialId, found: found === 'yes' })
    return { message: found === 'yes' ? 'It is a title now, with your name and the day.' : 'The hospital is told so.' }
  },
})

export const keepGroup = personAction({
  input: corporateGroup,
  run: async ({ db, actor }, input) => {
    await keep(db, actor, input)
    return { message: `${input.name} is saved.` }
  },
})

export const removeGroup = personAction({
  input: corporateGroupChoice,
  run: async ({ db, actor }, { groupId }) => {
    await remove(db, actor, groupId)
    return { message: 'The group is removed.' }
  },
})
