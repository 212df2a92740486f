import type { Page } from '@playwright/test'
import { act } from './message-page.ts'
import { ParleyPage, twoPeople } from './parley-page.ts'
import { newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const begun = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('begun')))

test('a reply and a half-typed edit outlive a reload, and nothing is stored while the tab is looked at', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ben.window.write('shall we meet?')
  await ada.window.write('see you at fife')
  await act(ada.window, 'shall we meet?', 'Reply')
  await ada.window.composer.fill('yes, gladly')
  await ada.window.page.reload()
  await expect(ada.window.page.getByText('Replying to Ben Birch')).toBeVisible()
  await expect(ada.window.composer).toHaveValue('yes, gladly')
  expect(await begun(ada.window.page)).toEqual([])

  await act(ada.window, 'see you at fife', 'Edit')
  await ada.window.composer.fill('see you at five')
  await ada.window.page.reload()
  await expect(ada.window.composer).toHaveValue('see you at five')
  await ada.window.page.getByRole('button', { name: 'Save changes', exact: true }).click()
  await expect(ben.window.message('see you at five')).toHaveCount(1)
  // The text that was typed before the edit is there again.
  await expect(ada.window.composer).toHaveValue('yes, gladly')
  await ada.window.page.reload()
  await expect(ada.window.composer).toHaveValue('yes, gladly')
  await expect(
    ada.window.page.getByRole('button', { name: 'Save changes', exact: true }),
  ).toHaveCount(0)
})

test('what was deleted while the page was away ends the reply, and leaves the text of the edit', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ben.window.write('regrettable')
  const other = new ParleyPage(await ada.context.newPage())
  await other.page.goto(ada.window.page.url())
  await act(other, 'regrettable', 'Reply')
  await other.composer.fill('my answer')
  await other.page.goto('about:blank')
  await act(ben.window, 'regrettable', 'Delete')
  await ben.window.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(ben.window.message('regrettable')).toHaveCount(0)
  await other.page.goto(ada.window.page.url())
  await expect(other.page.getByText('The message you were replying to was deleted.')).toBeVisible()
  await expect(other.composer).toHaveValue('my answer')
  await expect(other.page.getByText('regrettable')).toHaveCount(0)

  await other.composer.fill('')
  await ada.window.write('my words')
  await act(other, 'my words', 'Edit')
  await other.composer.fill('my better words')
  await other.page.goto('about:blank')
  await act(ada.window, 'my words', 'Delete')
  await ada.window.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(ada.window.message('my words')).toHaveCount(0)
  await other.page.goto(ada.window.page.url())
  await expect(other.composer).toHaveValue('my better words')
  await expect(other.page.getByRole('button', { name: 'Save changes', exact: true })).toHaveCount(0)
})

test('whoever signs in to the tab next gets nothing of it', async ({ browser }) => {
  const [{ ada }, cleo] = await Promise.all([twoPeople(browser), newPerson('Cleo Cedar')])
  await ada.window.write('a message')
  await act(ada.window, 'a message', 'Reply')
  await ada.window.page.goto('about:blank')
  const other = new ParleyPage(await ada.context.newPage())
  await other.page.goto(parleyUrl())
  await other.expectOnline()
  await other.logOut()
  await expect(other.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await ada.window.page.goto(parleyUrl())
  await expect(ada.window.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  expect(await begun(ada.window.page)).toEqual([])
  await ada.window.signIn(cleo.email, cleo.password)
  await ada.window.expectOnline()
  expect(await begun(ada.window.page)).toEqual([])
})
