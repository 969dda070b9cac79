import { PlainPage } from '#components/account/plain-page.tsx'
import { publicPage } from '#lib/web/page.ts'

/** For a practice that answered that it is the wrong one: its link has ended with the answer, so it cannot be thanked there. */
const page = publicPage({
  load: async () => null,
  title: () => 'Thank you',
  path: () => '/agree/left',
  render: () => (
    <PlainPage title="Thank you, your answer is in" lead="The owner now names the right practice.">
      <p>
        You see nothing of that case any more, and its link has ended: there is nothing left for you to do. If it was
        yours after all, ask the owner to name you again.
      </p>
    </PlainPage>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
