import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { windowOf } from './bad-input/screen.ts'
import { linkFrom, waitForMail } from './support/mail.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Two people own one animal: asked by mail, taken up with a press, at work on the same case, and ended while a window is open.

useOwnerPool()

test('an owner asks another, who reads and writes in the animal’s case until it is ended @once', async ({
  browser,
  page: first,
}) => {
  const [ana, ben] = [await person('Ana Ruiz'), await person('Ben Cole')]
  const { id } = await caseIn({
    owner: ana,
    hospital: await organization('HOSPITAL', 'Northgate'),
    status: 'IN_REVIEW',
  })
  const { rows } = await ownerPool().query<{ id: string }>('select "patientId" as id from "Case" where id = $1', [id])
  const animal = `/home/animals/${rows[0]?.id}`
  const [hers, his] = [await windowOf(browser, first, ana), await windowOf(browser, first, ben)]

  await hers.goto(animal)
  await hers.getByText('Another owner', { exact: true }).click()
  const asked = hers.getByRole('form', { name: 'Another owner of Miso' })
  await asked.getByLabel('Who is the other owner?').fill('Ben')
  await asked.getByLabel('The other owner’s e-mail').fill(ben.email)
  await asked.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(hers.getByText('Whom you have asked')).toBeVisible()

  const link = linkFrom(await waitForMail(ben.email, { subject: /Miso is yours, too/ }), /\/co-owner\//)
  await his.goto(new URL(link).pathname)
  await his.getByRole('button', { name: 'Yes, Miso is mine, too' }).click()
  await his.waitForURL(`**${animal}`)
  await expect(his.getByText('(you)')).toBeVisible()
  await his.goto('/home')
  await his.locator(`a[href*="${id}"]`).first().click()
  await expect(his.getByRole('heading', { name: 'Miso' }).first()).toBeVisible()
  await his.goto(`/cases/${id}/people`)
  await expect(his.getByText('Ana Ruiz').first()).toBeVisible()

  await hers.goto(animal)
  await hers.getByText('End the ownership of Ben Cole').click()
  await hers.getByRole('button', { name: 'End it now' }).click()
  await expect(his.getByText('There is nothing here').first()).toBeVisible()
  await his.goto(animal)
  await expect(his.getByText('There is nothing here').first()).toBeVisible()
})
