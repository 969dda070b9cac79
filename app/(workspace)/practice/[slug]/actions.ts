'use server'
import { nameSite } from '#lib/case/site.ts'
import { caseSite } from '#lib/organization/practice-schema.ts'
import { caseAction } from '#lib/web/action.ts'

export const nameSiteOfCase = caseAction('case.site', {
  input: caseSite,
  run: ({ db, actor, access }, { siteId }) => nameSite(db, actor, access, siteId),
  after: async (_, _again, { siteId }) => ({
    message: siteId ? 'The case is at this site now.' : 'It is at no site in particular.',
  }),
})
