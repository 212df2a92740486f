import { details, rowOf, threePeople } from './group-page.ts'
import { twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('a blocked person cannot write and is not told; after unblocking they can', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Hello')
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('Hello')).toBeVisible()

  await ada.window.composer.fill('Half a thought')
  const panel = await details(ada.window)
  await panel.getByRole('button', { name: 'Block Ben Birch' }).click()
  const dialog = ada.window.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(panel.getByRole('button', { name: 'Block Ben Birch' })).toBeFocused()
  await panel.getByRole('button', { name: 'Block Ben Birch' }).click()
  await dialog.getByRole('button', { name: 'Block' }).click()
  await expect(panel.getByRole('button', { name: 'Unblock Ben Birch' })).toBeVisible()
  await expect(ada.window.page.getByText('You blocked Ben Birch.')).toBeVisible()
  await expect(ada.window.composer).toHaveCount(0)

  await ben.window.write('Can you hear me?')
  await expect(ben.window.message('Can you hear me?')).toContainText(/Not sent/)
  await expect(ada.window.message('Can you hear me?')).toHaveCount(0)
  await expect(ben.window.page.getByText(/block/i)).toHaveCount(0)

  await expect(ben.window.page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  await expect(ben.window.composer).toBeVisible()

  await ada.window.page.goto(`${parleyUrl()}/settings`)
  await ada.window.page.getByRole('button', { name: 'Unblock Ben Birch' }).click()
  await dialog.getByRole('button', { name: 'Unblock' }).click()
  await expect(ada.window.page.getByText('You have blocked nobody.')).toBeVisible()
  await ben.window.write('And now?')
  await ada.window.open('Ben Birch')
  await expect(ada.window.message('And now?')).toBeVisible()
  await expect(ada.window.composer).toHaveValue('Half a thought')

  const again = await details(ada.window)
  await again.getByRole('button', { name: 'Block Ben Birch' }).click()
  await dialog.getByRole('button', { name: 'Block' }).click()
  await again.getByRole('button', { name: 'Close' }).click()
  await ada.window.page.getByRole('button', { name: 'Unblock Ben Birch' }).click()
  await expect(ada.window.composer).toBeFocused()
  await expect(ada.window.composer).toHaveValue('Half a thought')
  await ada.window.page.keyboard.press('Enter')
  await expect(ben.window.message('Half a thought')).toBeVisible()
})

test('in a group, a press on a name leads to a conversation with that person', async ({
  browser,
}) => {
  const { ada } = await threePeople(browser)
  const { page } = ada.window
  const panel = await details(ada.window)
  await panel.getByRole('button', { name: 'About Ben Birch' }).click()
  const card = page.getByRole('dialog', { name: 'About Ben Birch' })
  await expect(card.getByRole('button', { name: 'Message' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(panel.getByRole('button', { name: 'About Ben Birch' })).toBeFocused()
  await panel.getByRole('button', { name: 'About Ben Birch' }).click()
  await card.getByRole('button', { name: 'Message' }).click()
  await expect(page.getByRole('heading', { name: 'Ben Birch' })).toBeVisible()
})

test("a person who hides their presence is not seen, and sees nobody's", async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ada.window
  await ben.window.open('Ada Arden')
  const there = (window: typeof ben.window) =>
    window.page.getByRole('main').getByText(/Active now|Last seen/)
  await expect(there(ben.window).first()).toBeVisible()
  await page.goto(`${parleyUrl()}/settings`)
  await page.getByRole('switch', { name: 'Show when I’m online' }).uncheck()
  await expect(there(ben.window)).toHaveCount(0)
  await ada.window.open('Ben Birch')
  await expect(there(ada.window)).toHaveCount(0)
  await page.goto(`${parleyUrl()}/settings`)
  await page.getByRole('switch', { name: 'Show when I’m online' }).check()
  await expect(there(ben.window).first()).toBeVisible()
})

test('a new name and username reach others at once, and those who were offline; a taken one is refused', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Hello')
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('Hello')).toBeVisible()
  const username = `ada.${Date.now().toString(36)}`
  const profile = async (page: typeof ada.window.page, name: string) => {
    await page.goto(`${parleyUrl()}/settings`)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await page.getByRole('textbox', { name: 'Username' }).fill(username)
    await page.getByRole('button', { name: 'Save' }).click()
  }
  await profile(ada.window.page, 'Ada Acacia')
  await expect(ada.window.page.getByText('Saved.')).toBeVisible()
  await expect(rowOf(ben.window, 'Ada Acacia')).toBeVisible()
  await expect(ben.window.page.getByRole('heading', { name: 'Ada Acacia' })).toBeVisible()
  await expect(ben.window.message('Hello')).toHaveAccessibleName(/^Ada Acacia/)

  await ben.context.setOffline(true)
  await expect(ben.window.status).toHaveText(/Offline/)
  await profile(ada.window.page, 'Ada Aspen')
  await expect(ada.window.page.getByText('Saved.')).toBeVisible()
  await expect(rowOf(ben.window, 'Ada Acacia')).toBeVisible()
  await ben.context.setOffline(false)
  await expect(rowOf(ben.window, 'Ada Aspen')).toBeVisible()
  await profile(ben.window.page, 'Ben Birch')
  await expect(ben.window.page.getByText('Another person has this username.')).toBeVisible()
})
