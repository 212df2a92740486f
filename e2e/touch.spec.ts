import type { Locator } from '@playwright/test'
import { expectGood } from './accessible.ts'
import { makeGroup, rowOf } from './group-page.ts'
import { stored, twoPeople, type ParleyPage } from './parley-page.ts'
import { phoneOf } from './phone.ts'
import { expect, test } from './test.ts'

/** Touches until the wanted element is there. */
async function press(target: Locator, shown: Locator): Promise<void> {
  const box = (await target.boundingBox())!
  const point = { x: box.x + box.width / 3, y: box.y + box.height / 2 }
  const session = await target.page().context().newCDPSession(target.page())
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await expect(shown).toBeVisible()
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(shown).toBeVisible()
}

/** Draws an element aside with a finger. */
async function swipe(target: Locator): Promise<void> {
  const box = (await target.boundingBox())!
  const session = await target.page().context().newCDPSession(target.page())
  const y = box.y + box.height / 2
  const move = (type: string, x?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type: type as 'touchMove',
      touchPoints: x === undefined ? [] : [{ x: box.x + x, y }],
    })
  await move('touchStart', 60)
  for (const x of [70, 90, 110, 130, 150]) await move('touchMove', x)
  await move('touchEnd')
}

/** A finger that stays on an element until it lifts. */
async function fingerOn(target: Locator) {
  const box = (await target.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const session = await target.page().context().newCDPSession(target.page())
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: object[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints as { x: 0; y: 0 }[] })
  await touch('touchStart', { x, y })
  return {
    move: (right: number, down: number) => touch('touchMove', { x: x + right, y: y + down }),
    lift: () => touch('touchEnd'),
  }
}

const menu = ({ page }: ParleyPage) => page.getByRole('menu')
const choose = async (window: ParleyPage, item: string) => {
  await menu(window).getByRole('menuitem', { name: item, exact: true }).tap()
  await expect(menu(window)).toHaveCount(0)
}

test('by finger: a conversation is marked unread from the list, by its button and by a long press', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Hello')
  const phone = await phoneOf(browser, ben.person)
  const row = rowOf(phone, 'Ada Arden')
  await expect(row).toContainText('1 unread message')

  const button = phone.page.getByRole('button', { name: 'Options for Ada Arden' })
  await expect(button).toBeInViewport()
  await expect.poll(async () => (await button.boundingBox())!.width).toBeGreaterThanOrEqual(44)
  await button.tap()
  await choose(phone, 'Mark read')
  await expect(row).not.toContainText('unread')
  await button.tap()
  await expect(menu(phone)).toBeVisible()
  await button.tap()
  await expect(menu(phone)).toHaveCount(0)
  await button.tap()
  await choose(phone, 'Mark unread')
  await expect(row).toContainText('1 unread message')
  await expect(ben.window.page).toHaveTitle(/^\(1\)/)

  await press(row, menu(phone))
  await choose(phone, 'Mark read')
  await expect(row).not.toContainText('unread')
  await press(row, menu(phone))
  await choose(phone, 'Mute')
  await expect(row).toContainText('Muted')
  await expect(phone.composer).toHaveCount(0)
})

test('by finger: a long press on a message opens its menu, which marks it unread', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('first')
  await ada.window.write('second')
  await expect(ada.window.message('second')).toHaveAccessibleName(stored)
  const phone = await phoneOf(browser, ben.person)
  await rowOf(phone, 'Ada Arden').tap()
  await expect(ada.window.message('second')).toHaveAccessibleName(/read/i)
  await press(phone.message('second'), menu(phone))
  await menu(phone).getByRole('menuitem', { name: 'Add 👍' }).tap()
  await expect(phone.message('second').getByRole('button', { name: /^👍 1/ })).toBeVisible()

  // The picker opens no keyboard.
  await phone.page.getByRole('button', { name: 'Emoji', exact: true }).tap()
  const search = phone.page.getByRole('searchbox', { name: 'Search emoji' })
  await expect(search).toBeVisible()
  await expect(search).not.toBeFocused()
  await phone.page
    .getByRole('button', { name: /^grinning/i })
    .first()
    .tap()
  await expect(search).toHaveCount(0)
  await expect(phone.composer).toHaveValue('😀')
  await expect(phone.composer).not.toBeFocused()
  await phone.composer.fill('')

  await swipe(phone.message('first'))
  await expect(phone.page.getByText('Replying to Ada Arden')).toBeVisible()
  await phone.page.getByRole('button', { name: 'Cancel reply' }).tap()

  await press(phone.message('second'), menu(phone))
  await choose(phone, 'Mark unread from here')
  await phone.page.getByRole('button', { name: 'Back to conversations' }).tap()
  await expect(rowOf(phone, 'Ada Arden')).toContainText('1 unread message')
})

test('by finger: a voice message is sent by lifting, locked upwards, and thrown away to the side', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.page.close()
  const phone = await phoneOf(browser, ben.person)
  await rowOf(phone, 'Ada Arden').tap()
  const microphone = phone.page.getByRole('button', { name: 'Record a voice message' })
  const recorder = phone.page.getByRole('group', { name: 'Voice message' })
  const hold = async () => {
    const finger = await fingerOn(microphone)
    await expect(recorder.getByText('Slide to cancel')).toBeVisible()
    await expect(recorder.getByRole('timer')).toHaveText(/^0:0[1-9]$/)
    return finger
  }

  const sending = await hold()
  await sending.lift()
  const arrived = ada.window.log.getByRole('article')
  await expect(
    arrived.getByRole('button', { name: /^Play voice message, [1-9] second/ }),
  ).toBeVisible()
  await expect(recorder).toHaveCount(0)

  const cancelling = await hold()
  await cancelling.move(-60, 0)
  await expect(recorder.getByText('Slide to cancel')).toBeVisible()
  await cancelling.move(-120, 0)
  await expect(recorder).toHaveCount(0)
  await cancelling.lift()

  const locking = await hold()
  await locking.move(0, -90)
  await locking.lift()
  await expect(recorder.getByRole('timer')).toHaveText(/^0:0[2-9]$/)
  await expectGood(phone.page, 375)
  await recorder.getByRole('button', { name: 'Delete recording' }).tap()
  await expect(recorder).toHaveCount(0)

  // A tap needs no finger afterwards.
  await microphone.tap()
  await expect(recorder.getByRole('timer')).toHaveText(/^0:0[1-9]$/)
  await recorder.getByRole('button', { name: 'Send voice message' }).tap()
  await expect(arrived).toHaveCount(2)
})

test('by finger: beside the small receipt of a group, and the menu of a message that waits', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await makeGroup(ada.window, 'Team', [ben.person])
  const phone = await phoneOf(browser, ada.person)
  const { page } = phone
  await phone.open('Team')
  await phone.write('to all')
  await expect(phone.message('to all')).toHaveAccessibleName(stored)
  const sign = phone.message('to all').locator('button:has(> svg[data-state])')
  const box = (await sign.boundingBox())!
  // As far as a target of 44 px reaches.
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2 - 20)
  await expect(page.getByRole('dialog', { name: 'Seen by' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.context().setOffline(true)
  await expect(phone.status).toHaveText(/^Offline/)
  await phone.write('rash words')
  await press(phone.message('rash words'), menu(phone))
  await choose(phone, 'Delete')
  await expect(phone.message('rash words')).toHaveCount(0)
})
