import type { Locator } from '@playwright/test'
import { expectGood, expectGoodAtBothWidths } from './accessible.ts'
import { details } from './group-page.ts'
import { arrive, type ParleyPage } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

const record = ({ page }: ParleyPage) =>
  page.getByRole('button', { name: 'Record a voice message' })
const recorder = ({ page }: ParleyPage) => page.getByRole('group', { name: 'Voice message' })

/** Waits until the recorder has counted so many seconds. Each number stands for a second only, and may not be seen. */
const counted = (window: ParleyPage, seconds: number) =>
  expect(recorder(window).getByRole('timer')).toHaveText(new RegExp(`^0:0[${seconds}-9]$`))

const voiceMessages = ({ log }: ParleyPage): Locator =>
  log.getByRole('article').filter({ has: log.page().getByRole('slider') })

test('a voice message is recorded, heard, sent and played, and a reload loses none', async ({
  browser,
}) => {
  const [ada, ben] = await Promise.all([newPerson('Ada Arden'), newPerson('Ben Birch')])
  const [{ window: adas }, { window: bens }] = await Promise.all([
    arrive(browser, ada),
    arrive(browser, ben),
  ])
  await bens.page.setViewportSize({ width: 375, height: 700 })
  await adas.talkTo(ben.email)

  // The person records, pauses, goes on and stops with the keyboard. The focus moves with the buttons.
  await record(adas).press('Enter')
  await counted(adas, 1)
  await recorder(adas).getByRole('button', { name: 'Pause recording' }).press('Enter')
  await expectGoodAtBothWidths(adas.page)
  await recorder(adas).getByRole('button', { name: 'Go on recording' }).press('Enter')
  await counted(adas, 3)
  await recorder(adas).getByRole('button', { name: 'Stop recording' }).press('Enter')
  await expect(recorder(adas).getByRole('button', { name: 'Send voice message' })).toBeFocused()

  // Listening before sending.
  await recorder(adas)
    .getByRole('button', { name: /^Play voice message/ })
    .press('Enter')
  await expect(recorder(adas).getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expectGood(adas.page)
  await recorder(adas).getByRole('button', { name: 'Send voice message' }).press('Enter')
  await expect(voiceMessages(adas)).toHaveCount(1)

  // A reload in the middle of a recording: it is offered again, and is sent from there.
  await record(adas).click()
  await counted(adas, 2)
  await adas.page.reload()
  await expect(recorder(adas).getByText('You recorded this before')).toBeVisible()
  await expectGood(adas.page)
  await recorder(adas).getByRole('button', { name: 'Send voice message' }).click()
  await expect(voiceMessages(adas)).toHaveCount(2)
  await expect(recorder(adas)).toHaveCount(0)

  // The other person seeks by keyboard and plays. The next one follows, and both are marked as played.
  await bens.open('Ada Arden')
  const [first, second] = [voiceMessages(bens).first(), voiceMessages(bens).last()]
  await expect(first.getByRole('img', { name: 'Not played yet' })).toBeVisible()
  await expectGoodAtBothWidths(bens.page)
  await first.focus()
  await first.press('Enter')
  await expect(first.getByRole('button', { name: /^Play voice message, \d seconds/ })).toBeFocused()
  await bens.page.keyboard.press('Tab')
  const place = first.getByRole('slider', { name: 'Place in the voice message' })
  await expect(place).toBeFocused()
  await bens.page.keyboard.press('ArrowRight')
  await bens.page.keyboard.press('ArrowRight')
  await expect(place).toHaveAttribute('aria-valuetext', /^2 seconds of [3-9] seconds$/)
  await bens.page.keyboard.press('Tab')
  await expect(first.getByRole('button', { name: 'Speed 1×' })).toBeFocused()
  await bens.page.keyboard.press('Enter')
  await first.getByRole('button', { name: /^Play/ }).press('Enter')
  await expect(second.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(first.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0)
  await expect(bens.log.getByRole('img', { name: 'Not played yet' })).toHaveCount(0)

  // The details list them, and play them there.
  const panel = await details(bens)
  const shared = panel.getByRole('region', { name: 'Files of this conversation' })
  await shared.getByRole('button', { name: 'Voice' }).click()
  await expect(shared.getByRole('slider')).toHaveCount(2)
  await expectGoodAtBothWidths(bens.page)
  await panel.getByRole('button', { name: 'Close' }).click()

  // The mark and the speed stay in this browser.
  await bens.page.reload()
  await expect(voiceMessages(bens)).toHaveCount(2)
  await expect(second.getByRole('button', { name: 'Speed 1.5×' })).toBeVisible()
  await expect(bens.log.getByRole('img', { name: 'Not played yet' })).toHaveCount(0)
})
