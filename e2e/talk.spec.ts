import { ParleyPage, arrive, twoPeople } from './parley-page.ts'
import { PASSWORD, mailTo, newEmail, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('sign up, confirm by the code in the mail, and talk with a person in another browser', async ({
  browser,
  page,
}) => {
  const ben = await newPerson('Ben Birch')
  const bens = await arrive(browser, ben)
  const email = newEmail()

  const ada = new ParleyPage(page)
  await page.goto(parleyUrl())
  await page.getByRole('button', { name: 'Create account' }).first().click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Arden')
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText(email)).toBeVisible()
  const { code } = await mailTo(email)
  await page.getByRole('textbox', { name: /code/i }).fill(code!)
  await ada.expectOnline()

  await ada.talkTo(ben.email)
  await ada.write('Hello Ben, are you there?')
  await expect(bens.window.page.getByRole('navigation', { name: 'Conversations' })).toContainText(
    'Hello Ben',
  )
  await bens.window.open('Ada Arden')
  await expect(bens.window.message('Hello Ben, are you there?')).toBeVisible()
  await bens.window.write('I am.')
  await expect(ada.message('I am.')).toBeVisible()
})

test('the link in the mail signs in as well as the code', async ({ page }) => {
  const email = newEmail()
  await page.goto(parleyUrl())
  await page.getByRole('button', { name: 'Create account' }).first().click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Lin Larch')
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText(email)).toBeVisible()
  await page.goto((await mailTo(email)).link!)
  await page.getByRole('button', { name: 'Confirm and sign in' }).click()
  await new ParleyPage(page).expectOnline()
  await expect(page).not.toHaveURL(/token/)
})

test('a message goes from sent to delivered to read, and the badge clears in every tab', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const secondTab = await ben.context.newPage()
  await secondTab.goto(parleyUrl())

  await ada.window.write('Did this arrive?')
  await expect(ada.window.message('Did this arrive?')).toHaveAccessibleName(/delivered/i)
  await expect(secondTab).toHaveTitle(/^\(1\)/)
  await ben.window.open('Ada Arden')
  await ben.window.page.bringToFront()
  await expect(ben.window.message('Did this arrive?')).toBeVisible()
  await expect(ada.window.message('Did this arrive?')).toHaveAccessibleName(/read/i)
  await expect(secondTab).toHaveTitle(/^(?!\()/)
})

test('typing is shown while it lasts', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ben.window.composer.pressSequentially('Let me think')
  await expect(ada.window.page.getByText(/Ben Birch is typing|typing…/).first()).toBeVisible()
  await ben.window.composer.fill('')
  await expect(ada.window.page.getByText(/is typing|typing…/)).toHaveCount(0)
})

test('a person who closes the last tab is shown as away, and finds the missed messages on return', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const header = ada.window.page.getByRole('main')
  await expect(header.getByText(/^(Active now|Online)/i).first()).toBeVisible()
  await ben.window.page.close()
  await expect(header.getByText(/last seen/i).first()).toBeVisible()
  for (const text of ['one', 'two', 'three']) await ada.window.write(`While you were away: ${text}`)
  const back = new ParleyPage(await ben.context.newPage())
  await back.page.goto(parleyUrl())
  await expect(back.page).toHaveTitle(/^\(3\)/)
  await back.open('Ada Arden')
  await expect(back.message('While you were away: three')).toBeVisible()
})

test('history comes in pages, and reading an earlier one keeps the place', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.writeMany(Array.from({ length: 60 }, (_, n) => `line ${n + 1} of sixty`))
  await expect(ada.window.message('line 60 of sixty')).toBeVisible()
  await expect(ada.window.page.getByText(/sending|waiting/i)).toHaveCount(0)
  await ben.window.open('Ada Arden')
  await ben.window.page.getByRole('button', { name: /new message|latest/i }).click()
  await expect(ben.window.page).toHaveTitle('Parley')
  await ben.window.page.reload()
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('line 60 of sixty')).toHaveCount(1)
  await expect(ben.window.message('line 5 of sixty')).toHaveCount(0)
  const earlier = ben.window.page.getByRole('button', { name: 'Load earlier messages' })
  // Scrolling to the button would load the page in the other way.
  await earlier.dispatchEvent('click')
  await expect(ben.window.message('line 5 of sixty')).toHaveCount(1)
  await expect(ben.window.log.getByRole('article')).toHaveCount(60)
})
