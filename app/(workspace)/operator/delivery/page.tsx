import { DeliveryRegion } from '#components/operator/delivery-region.tsx'
import { DeliveryRules } from '#components/operator/delivery-rules.tsx'
import { OperatorTabs } from '#components/operator/operator-tabs.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { placeWords } from '#lib/case/delivery/places.ts'
import { newestRules, versionsOf } from '#lib/case/delivery/queries.ts'
import { ruleSchema, ruleSearch } from '#lib/case/delivery/schema.ts'
import { personPage } from '#lib/web/page.ts'
import { previewRule, publishRule } from './actions.ts'

const page = personPage({
  load: async ({ db, actor }, _params, search) => {
    const typed = ruleSearch.parse(search)
    const whole = typed.preview ? ruleSchema.safeParse(search) : null
    return {
      typed,
      preview: whole?.success ? whole.data : null,
      rules: typed.region === null ? await newestRules(db, actor) : [],
      versions: typed.region === null ? [] : await versionsOf(db, actor, typed.region),
      zone: actor.timeZone,
    }
  },
  title: ({ typed: { region } }) => (region === null ? 'Delivery rules' : `Delivery rules: ${placeWords(region)}`),
  path: () => '/operator/delivery',
  render: ({ view: { typed, preview, rules, versions, zone }, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">{typed.region === null ? 'Delivery rules' : placeWords(typed.region)}</h1>
        <OperatorTabs current="/operator/delivery" />
        {typed.region === null ? (
          <>
            <p className="mb-4 max-w-text text-muted">
              What a hospital far away may tell an owner, by where the animal lives. Of this and the hospital’s own
              policy the stricter holds. This is information, not legal advice.
            </p>
            <DeliveryRules rules={rules} zone={zone} />
          </>
        ) : (
          <DeliveryRegion
            {...{ region: typed.region, versions, typed, preview, zone }}
            actions={{ preview: previewRule, publish: publishRule }}
          />
        )}
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
