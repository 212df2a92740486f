import {
  delaySync,
  expectUnread,
  holdRelay,
  latest,
  lines,
  readOn,
  storedUnread,
  whoHaveTalked,
} from './away.ts'
import { act } from './message-page.ts'
import { arrive, twoPeople } from './parley-page.ts'
import { parleyUrl, signIn } from './people.ts'
import { expect, test } from './test.ts'

/** Ben's browser has stored 60 unread messages and the last page of them, and does not reach the relay. */
async function beforeTheSync(browser: Parameters<typeof twoPeople>[0], query = '') {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  await page.goto(parleyUrl())
  await ben.window.makeGroups(1)
  await ada.window.writeMany(lines('missed'))
  await expect(page).toHaveTitle('(60) Parley')
  await ben.window.open('Ada Arden')
  await expectUnread(ben.window)
  const url = page.url()
  await page.goto(parleyUrl())
  await ben.window.expectOnline()
  await expect.poll(() => storedUnread(page)).toContain(60)
  const release = await holdRelay(page)
  await page.goto(url + query)
  await expect(ben.window.message('missed 60.')).toHaveCount(1)
  await expect(page.getByText('Loading messages')).toHaveCount(0)
  return { ben, page, release }
}

test('a reader who goes to the end before the sync stays there', async ({ browser }) => {
  const { ben, page, release } = await beforeTheSync(browser)
  await page.keyboard.press('Control+End')
  release()
  await expect(page).toHaveTitle('Parley')
  await expect(ben.window.message('missed 60.')).toBeInViewport()
})

test('a link that was followed before the sync is not left after it', async ({ browser }) => {
  const { ben, page, release } = await beforeTheSync(browser, '?m=30')
  await expect(ben.window.message('missed 30.')).toBeInViewport()
  release()
  await ben.window.expectOnline()
  await expect(page).toHaveTitle('(60) Parley')
  await expect(ben.window.message('missed 30.')).toBeInViewport()
})

test('a conversation that was left and opened again before the sync lands at its first unread message', async ({
  browser,
}) => {
  const { ben, release } = await beforeTheSync(browser)
  await ben.window.open('Newer 1')
  await ben.window.open('Ada Arden')
  release()
  await expectUnread(ben.window)
})

test('a reader who goes to the end while a sync runs gets there', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  const sync = await delaySync(page)
  await page.goto(parleyUrl())
  await ben.window.expectOnline()
  await ada.window.writeMany(lines('missed'))
  await ben.window.open('Ada Arden')
  await expectUnread(ben.window)
  await sync.begin()
  await latest(ben.window).click()
  await expect(ben.window.message('missed 60.')).toBeInViewport()
  await ada.window.write('one more')
  await expect(ben.window.message('one more')).toBeInViewport()
  sync.end()
  await expect(page).toHaveTitle('Parley')
})

test('a reader at the end of a conversation that they marked unread stays there', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  const sync = await delaySync(page)
  await page.goto(parleyUrl())
  await ben.window.expectOnline()
  await ada.window.writeMany([...lines('missed'), ...lines('late')])
  await ben.window.open('Ada Arden')
  await readOn(ben.window)
  await page.goto(`${page.url()}?m=30`)
  await expect(ben.window.message('missed 30.')).toBeInViewport()
  await act(ben.window, 'missed 30.', 'Mark unread from here')
  await expect(page).toHaveTitle('(91) Parley')
  await latest(ben.window).click()
  await expect(ben.window.message('late 60.')).toBeInViewport()
  await sync.begin()
  sync.end()
  // A sync begins only when the one before has ended.
  await sync.begin()
  await expect(page).toHaveTitle('(91) Parley')
  await expect(ben.window.message('late 60.')).toBeInViewport()
})

test('a reader who scrolled once, and is at the end, follows what they read on another device', async ({
  browser,
}) => {
  const { ada, ben } = await whoHaveTalked(browser)
  const { page, log } = ben.window
  const phone = await arrive(browser, { ...ben.person, session: await signIn(ben.person.email) })
  await log.hover()
  await page.mouse.wheel(0, -300)
  await expect(ben.window.message('early 60.')).not.toBeInViewport()
  await page.mouse.wheel(0, 900)
  await expect(ben.window.message('early 60.')).toBeInViewport()
  await ben.context.setOffline(true)
  await expect(ben.window.status).toHaveText(/Offline/)
  await ada.window.writeMany(lines('missed'))
  await phone.window.open('Ada Arden')
  await readOn(phone.window)
  await ben.context.setOffline(false)
  await expect(ben.window.message('missed 60.')).toBeInViewport()
  await expect(page).toHaveTitle('Parley')
})
