import type { Locator } from '@playwright/test'
import sharp from 'sharp'
import { ask } from './ask.ts'
import { attach } from './attach.ts'
import { rowOf } from './group-page.ts'
import { act } from './message-page.ts'
import { stored, twoPeople } from './parley-page.ts'
import { phoneOf } from './phone.ts'
import { expect, test } from './test.ts'

/** Draws one finger, or two. */
async function draw(on: Locator, ...steps: (readonly [x: number, y: number][])[]): Promise<void> {
  const session = await on.page().context().newCDPSession(on.page())
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', step: readonly number[][] = []) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: step.map(([x, y], id) => ({ x: x!, y: y!, id })),
    })
  for (const [n, step] of steps.entries()) {
    await touch(n === 0 ? 'touchStart' : 'touchMove', step)
  }
  await touch('touchEnd')
}

test('the button that sends leaves the keyboard of a phone open', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Hello')
  const phone = await phoneOf(browser, ben.person)
  await rowOf(phone, 'Ada Arden').tap()
  await phone.composer.tap()
  for (const text of ['one', 'two']) {
    await phone.page.keyboard.type(text)
    await phone.page.getByRole('button', { name: 'Send', exact: true }).tap()
    await expect(phone.message(text)).toBeVisible()
    // A keyboard is open as long as a text box has the focus.
    await expect(phone.composer).toBeFocused()
    await expect(phone.composer).toHaveValue('')
  }
})

test('a menu tells who reacted, to a finger and to a keyboard too', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Shall we?')
  await expect(ada.window.message('Shall we?')).toHaveAccessibleName(stored)
  const id = await ada.window.newestId()
  await ask(ada.window.page, 'PUT', `/messages/${id}/reactions/${encodeURIComponent('🎉')}`, {})
  await ask(ben.window.page, 'PUT', `/messages/${id}/reactions/${encodeURIComponent('🎉')}`, {})
  await expect(ada.window.message('Shall we?')).toContainText('🎉2')
  await act(ada.window, 'Shall we?', 'Reactions')
  const { page } = ada.window
  const reactors = page.getByRole('dialog', { name: 'Reactions' })
  await expect(reactors.getByRole('listitem')).toHaveText(/^🎉 2: .*Ben Birch/)
  await page.keyboard.press('Escape')
  await expect(reactors).toHaveCount(0)
  await expect(ada.window.message('Shall we?')).toBeFocused()
})

test('a swipe may begin on the button of the next picture, and a picture is not drawn out of the screen', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const buffer = await sharp({
    create: { width: 600, height: 900, channels: 3, background: '#2f7fc1' },
  })
    .png()
    .toBuffer()
  await attach(
    ada.window.page,
    ['one.png', 'two.png'].map((name) => ({ name, mimeType: 'image/png', buffer })),
  )
  await ada.window.write('Two pictures')
  const phone = await phoneOf(browser, ben.person)
  await rowOf(phone, 'Ada Arden').tap()
  await phone.log.getByRole('button', { name: /^Open picture: one/ }).tap()
  const viewer = phone.page.getByRole('dialog', { name: 'one.png' })
  const next = (await viewer.getByRole('button', { name: 'Next picture' }).boundingBox())!
  const [x, y] = [next.x + next.width / 2, next.y + next.height / 2]
  await draw(viewer, [[x, y]], [[x - 100, y]], [[x - 200, y]])
  const second = phone.page.getByRole('dialog', { name: 'two.png' })
  const picture = second.getByRole('img')
  await expect(picture).toBeVisible()

  // Two fingers near the top zoom in on what lies between them.
  const whole = (await picture.boundingBox())!
  const top = whole.y + 40
  await draw(
    second,
    [
      [150, top],
      [190, top],
    ],
    [
      [110, top],
      [230, top],
    ],
  )
  const zoomed = (await picture.boundingBox())!
  expect(zoomed.height).toBeGreaterThan(whole.height * 2)
  // It grows upwards by the share of the picture that lies above the fingers.
  expect(whole.y - zoomed.y).toBeLessThan((zoomed.height - whole.height) / 4)

  for (let times = 0; times < 4; times += 1) {
    await draw(second, [[60, 300]], [[200, 420]], [[340, 560]])
  }
  const drawn = (await picture.boundingBox())!
  expect(drawn.x).toBeLessThan(phone.page.viewportSize()!.width / 2)
  expect(drawn.y).toBeLessThan(phone.page.viewportSize()!.height / 2)
})
