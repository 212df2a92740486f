import { ask } from './ask.ts'
import {
  become,
  expectUnread,
  holdRelay,
  lines,
  readOn,
  storedUnread,
  whoHaveTalked,
} from './away.ts'
import { arrive, twoPeople } from './parley-page.ts'
import { parleyUrl, signIn } from './people.ts'
import { expect, test } from './test.ts'

test('what came while the person was away is not read before they have seen it', async ({
  browser,
}) => {
  const { ada, ben } = await whoHaveTalked(browser)
  const { page } = ben.window
  await expect.poll(() => storedUnread(page)).toEqual([0])
  await page.goto('about:blank')
  await ada.window.writeMany(lines('missed'))

  const release = await holdRelay(page)
  await page.goto(parleyUrl())
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('early 60.')).toBeInViewport()
  release()
  await expectUnread(ben.window)
  await readOn(ben.window)
})

test('a page of history that comes before the list and the socket is not read either', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  await ada.window.writeMany(lines('early'))
  const phone = await arrive(browser, { ...ben.person, session: await signIn(ben.person.email) })
  await phone.window.open('Ada Arden')
  await readOn(phone.window)
  await expect(page).toHaveTitle('Parley')
  await expect.poll(() => storedUnread(page)).toEqual([0])
  await page.goto('about:blank')
  await phone.context.close()
  await ada.window.writeMany(lines('missed'))

  const release = await holdRelay(page)
  await page.goto(phone.window.page.url())
  await expect(ben.window.message('missed 60.')).toBeInViewport()
  release()
  await expectUnread(ben.window)
})

test('a page at the end of a conversation stays at the first message that came without a connection', async ({
  browser,
}) => {
  const { ada, ben } = await whoHaveTalked(browser)
  await ben.context.setOffline(true)
  await expect(ben.window.status).toHaveText(/Offline/)
  await ada.window.writeMany(lines('missed'))
  await ben.context.setOffline(false)
  await ben.window.expectOnline()
  await expectUnread(ben.window)
  await readOn(ben.window)
})

test('a tab in the background stays at the first message that came meanwhile, and one beside another window follows', async ({
  browser,
}) => {
  const { ada, ben } = await whoHaveTalked(browser)
  const { page } = ben.window
  await become(page, 'hidden', false)
  await ada.window.writeMany(lines('missed'))
  await expectUnread(ben.window)
  await become(page, 'visible', true)
  await expectUnread(ben.window)
  await readOn(ben.window)

  await become(page, 'visible', false)
  await ada.window.writeMany(lines('beside'))
  await expect(ben.window.message('beside 60.')).toBeInViewport()
  await expect(page).toHaveTitle('(60) Parley')
  await become(page, 'visible', true)
  await expect(page).toHaveTitle('Parley')
  await expect(ben.window.message('beside 60.')).toBeInViewport()
})

test('what came beside another window was seen, and what came when the screen was locked was not', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  await ben.window.open('Ada Arden')
  await become(page, 'visible', false)
  await ada.window.writeMany(lines('beside'))
  await expect(ben.window.message('beside 60.')).toBeInViewport()
  await become(page, 'hidden', false)
  await ada.window.writeMany(lines('night'))
  await expect(page).toHaveTitle('(99+) Parley')
  await become(page, 'visible', true)
  await expect(ben.window.message('beside 60.')).toBeInViewport()
  await expect(ben.window.message('night 1.')).toBeInViewport()
  await expect(page).toHaveTitle('(99+) Parley')
})

test('a room that was visited before opens at the first message that came meanwhile', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const title = `Garden of ${ada.person.email}`
  const room = { title, topic: 'Plants' }
  const { id } = await ask<{ id: string }>(ada.window.page, 'POST', '/rooms', room)
  await ask(ben.window.page, 'PUT', `/rooms/${id}/me`, {})
  await ada.window.open(title)
  await ada.window.write('early')
  await ben.window.open(title)
  await expect(ben.window.message('early')).toBeInViewport()
  await ben.window.makeGroups(1)
  await ben.window.open('Newer 1')
  await ada.window.writeMany(lines('missed'))
  await ben.window.open(title)
  await expectUnread(ben.window)
  await readOn(ben.window)
})
