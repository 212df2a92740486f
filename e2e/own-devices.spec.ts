import { holdRelay, storedUnread } from './away.ts'
import { makeGroup, rowOf } from './group-page.ts'
import { arrive, stored, twoPeople, type ParleyPage } from './parley-page.ts'
import { newPerson, parleyUrl, signIn } from './people.ts'
import { expect, test } from './test.ts'

const choose = async ({ page }: ParleyPage, title: string, item: string) => {
  await page.getByRole('button', { name: `Options for ${title}`, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('a setting made on one device reaches another that was offline, also far down the list', async ({
  browser,
}) => {
  test.slow()
  const ada = await newPerson('Ada Arden')
  const ben = await newPerson('Ben Birch')
  const desk = await arrive(browser, ada)
  await makeGroup(desk.window, 'Old group', [ben])
  await desk.window.write('Something to mark')
  await expect(desk.window.message('Something')).toHaveAccessibleName(stored)
  // Enough newer conversations to fill the first page of the list.
  await desk.window.makeGroups(50)

  const phone = await arrive(browser, { ...ada, session: await signIn(ada.email) })
  for (const { window } of [desk, phone]) {
    // No conversation is open, because an open one would be read.
    await window.page.goto(parleyUrl())
    await window.expectOnline()
    const more = window.page.getByRole('button', { name: 'Show more conversations' })
    const row = rowOf(window, 'Old group')
    await expect(row.or(more).first()).toBeVisible()
    if (await more.isVisible()) await more.click()
    await expect(row).toBeVisible()
  }
  await phone.context.setOffline(true)
  await expect(phone.window.status).toHaveText(/Offline/)
  await choose(desk.window, 'Old group', 'Mute')
  await expect(rowOf(desk.window, 'Old group')).toContainText('Muted')
  await phone.context.setOffline(false)
  await expect(rowOf(phone.window, 'Old group')).toContainText('Muted')

  await desk.context.setOffline(true)
  await expect(desk.window.status).toHaveText(/Offline/)
  await choose(phone.window, 'Old group', 'Unmute')
  await choose(phone.window, 'Old group', 'Mark unread')
  await expect(rowOf(phone.window, 'Old group')).not.toContainText('Muted')
  await desk.context.setOffline(false)
  await expect(rowOf(desk.window, 'Old group')).not.toContainText('Muted')
  await expect(rowOf(desk.window, 'Old group')).toContainText('Marked unread')
})

test('a draft goes on at another device', async ({ browser }) => {
  const { ada } = await twoPeople(browser)
  const phone = await arrive(browser, {
    ...ada.person,
    session: await signIn(ada.person.email),
  })
  await ada.window.composer.fill('Dear Ben, about')
  await expect(rowOf(phone.window, 'Ben Birch')).toContainText('Dear Ben, about')
  await phone.window.open('Ben Birch')
  await expect(phone.window.composer).toHaveValue('Dear Ben, about')
})

/** Who has 60 unread messages has the first of them on an earlier page. */
for (const written of [60, 30]) {
  test(`a conversation of ${written} messages that were read on another device ends up at its end`, async ({
    browser,
  }) => {
    const { ada, ben } = await twoPeople(browser)
    await ada.window.writeMany(Array.from({ length: written }, (_, n) => `line ${n + 1}.`))
    const { page } = ben.window
    await expect(page).toHaveTitle(`(${written}) Parley`)
    await ben.window.open('Ada Arden')
    await expect(ben.window.message('line 5.')).toBeInViewport()
    await page.goto(parleyUrl())
    await ben.window.expectOnline()
    await expect.poll(() => storedUnread(page)).toEqual([written])
    await page.goto('about:blank')

    const phone = await arrive(browser, { ...ben.person, session: await signIn(ben.person.email) })
    await phone.window.open('Ada Arden')
    await phone.window.page.getByRole('button', { name: /new message|latest/i }).click()
    await expect(phone.window.page).toHaveTitle('Parley')
    const release = await holdRelay(page)
    await page.goto(parleyUrl())
    await ben.window.open('Ada Arden')
    const last = ben.window.message(`line ${written}.`)
    await expect(last).toHaveCount(1)
    await expect(page.getByText('Loading messages')).toHaveCount(0)
    release()
    await ben.window.expectOnline()
    await expect(page).toHaveTitle('Parley')
    await expect(last).toBeInViewport()
    await expect(ben.window.log.getByRole('separator', { name: 'New' })).toHaveCount(0)
  })
}
