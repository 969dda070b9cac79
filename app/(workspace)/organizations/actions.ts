'use server'
import { limit, limitInvited } from '#lib/auth/limits.ts'
import {
  changeMember as change,
  createOrganization as create,
  endMembership as end,
  invite as sendInvitation,
  revokeInvitation as revoke,
} from '#lib/organization/commands.ts'
import {
  invitationChoice,
  memberChange,
  memberChoice,
  newInvitation,
  newOrganization,
} from '#lib/organization/schema.ts'
import { orgAction, personAction } from '#lib/web/action.ts'

export const createOrganization = personAction({
  input: newOrganization,
  run: async ({ db, actor }, input) => {
    const { path } = await create(db, actor, input)
    return { redirect: path }
  },
})

export const invite = orgAction('org.invite', {
  input: newInvitation,
  run: async ({ db, actor, org }, input) => {
    await limit('invite', org.orgId, 'Many invitations were sent just now.')
    await limitInvited(input.email)
    await sendInvitation(db, actor, org, input)
    return { message: 'The invitation is on its way.' }
  },
})

export const revokeInvitation = orgAction('org.invite', {
  input: invitationChoice,
  run: async ({ db, org }, { invitationId }) => {
    await revoke(db, org, invitationId)
    return { message: 'The invitation is taken back. Its link says so.' }
  },
})

export const changeMember = orgAction('org.editMember', {
  input: memberChange,
  run: async ({ db, org }, input) => {
    await change(db, org, input)
    return { message: 'Saved.' }
  },
})

export const endMembership = orgAction('org.removeMember', {
  input: memberChoice,
  run: async ({ db, actor, org }, { personId }) => {
    await end(db, actor, org, personId)
    return personId === actor.personId ? { redirect: '/home' } : { message: 'They have left the team.' }
  },
})
