import { arrive } from './parley-page.ts'
import { newPerson, parleyUrl, signIn, type Person } from './people.ts'
import { expect, test } from './test.ts'

/** The same person in another browser, with another sign-in and so another session. */
const elsewhere = async (person: Person): Promise<Person> => ({
  ...person,
  session: await signIn(person.email),
})

test('the list shows every browser, and an ended one is signed out at once', async ({
  browser,
}) => {
  const ada = await newPerson('Ada Arden')
  const here = await arrive(browser, ada)
  const there = await arrive(browser, await elsewhere(ada))
  const { page } = here.window

  await page.goto(`${parleyUrl()}/settings`)
  await page.getByRole('link', { name: 'Your devices' }).click()
  const devices = page.getByRole('region', { name: 'Your devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.first()).toContainText('This device')
  await expect(devices.first()).toContainText(/Chrome \d+ on /)
  await expect(devices.first()).toContainText(/Address (127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)/)
  await expect(devices.first().getByRole('button')).toHaveCount(0)

  await devices.nth(1).getByRole('button', { name: /^End/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(devices.nth(1).getByRole('button', { name: /^End/ })).toBeFocused()
  await devices.nth(1).getByRole('button', { name: /^End/ }).click()
  await dialog.getByRole('button', { name: 'End session' }).click()
  await expect(devices).toHaveCount(1)
  await expect(there.window.page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await here.window.expectOnline()
})

test('all other sessions end at once, and this one stays', async ({ browser }) => {
  const ada = await newPerson('Ada Arden')
  const here = await arrive(browser, ada)
  const others = [
    await arrive(browser, await elsewhere(ada)),
    await arrive(browser, await elsewhere(ada)),
  ]
  const { page } = here.window
  await page.goto(`${parleyUrl()}/settings/devices`)
  await page.getByRole('button', { name: 'End all other sessions' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('2 other sessions')
  await dialog.getByRole('button', { name: 'End sessions' }).click()
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()
  for (const { window } of others) {
    await expect(window.page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  }
  await page.reload()
  await here.window.expectOnline()
})
