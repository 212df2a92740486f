import { ask } from './ask.ts'
import type { Page } from '@playwright/test'
import { expectGood, expectGoodAtBothWidths } from './accessible.ts'
import { arrive, twoPeople } from './parley-page.ts'
import { moderator, parleyUrl, PASSWORD } from './people.ts'
import { expect, test } from './test.ts'

const images = process.env.PARLEY_IMAGES

/** Axe at both widths, in both themes. With `PARLEY_IMAGES`, each is also drawn into that folder. */
async function expectGoodEverywhere(page: Page, name: string): Promise<void> {
  await expectGood(page, 375, 1280)
  if (images === undefined) return
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: width === 375 ? 700 : 800 })
    await draw(page, `${name}-${width}`)
  }
}

async function draw(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${images}/${name}-${colorScheme}.png` })
  }
}

// Both have the one moderator of this Parley, who would claim the reports of the other test.
test.describe.configure({ mode: 'default' })

test('a moderator hides a message and mutes its author, who appeals; looks up an alias, and suspends the person', async ({
  browser,
}) => {
  test.setTimeout(150_000)
  const { ada, ben } = await twoPeople(browser)
  const mia = await moderator()
  const { window: mias } = await arrive(browser, mia)
  const bens = ben.window
  await bens.open('Ada Arden')
  await bens.write('Buy my pills')
  await ada.window.page.setViewportSize({ width: 1280, height: 800 })
  await bens.page.setViewportSize({ width: 375, height: 700 })

  // Ada reports it by keyboard.
  const message = ada.window.message('Buy my pills')
  await message.focus()
  await message.press('Shift+F10')
  await ada.window.page.getByRole('menuitem', { name: 'Report…' }).press('Enter')
  const dialog = ada.window.page.getByRole('dialog', { name: 'Report this message' })
  await expectGood(ada.window.page)
  await dialog.getByRole('textbox', { name: /Note/ }).fill('The third time today')
  await dialog.getByRole('button', { name: 'Send report' }).click()
  await expect(dialog).toHaveCount(0)

  // The moderator claims the report and decides it.
  const { page } = mias
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Moderation' }).click()
  await expectGood(page)
  await page.getByRole('button', { name: 'Claim the next report' }).click()
  await expect(page.getByText('Buy my pills')).toBeVisible()
  await expect(page.getByText('The third time today')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Hide the message' }).check()
  await page.getByRole('checkbox', { name: 'Mute the person for a time' }).check()
  await page.getByRole('textbox', { name: 'Reason' }).fill('No advertising here.')
  await expectGood(page)
  await page.getByRole('button', { name: 'Decide' }).click()
  await expect(page.getByText('No report waits.')).toBeVisible()

  // Both tabs show it at once, without a reload. Ben has to read why.
  await expect(ada.window.log.getByText('Hidden by a moderator')).toBeVisible()
  await expect(ada.window.message('Buy my pills')).toHaveCount(0)
  const hidden = bens.page.getByRole('dialog', { name: 'A moderator hid a message of yours' })
  await expect(hidden.getByText('Reason: No advertising here.')).toBeVisible()
  await hidden.getByRole('button', { name: 'I have read this' }).click()
  const muted = bens.page.getByRole('dialog', { name: 'A moderator muted you' })
  await muted.getByRole('button', { name: 'Appeal…' }).click()
  await muted.getByRole('textbox', { name: 'Your appeal' }).fill('I did not know.')
  await expectGood(bens.page)
  await muted.getByRole('button', { name: 'Send appeal' }).click()
  await expect(muted).toHaveCount(0)
  await expect(bens.page.getByText(/A moderator muted you until/)).toBeVisible()
  await expect(bens.composer).toHaveCount(0)
  await expectGoodEverywhere(bens.page, 'muted')

  // The appeal succeeds, and Ben writes again.
  await page.setViewportSize({ width: 375, height: 700 })
  await page.getByRole('button', { name: 'Mine' }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('button', { name: 'Claim the next report' }).click()
  await expect(page.getByText('I did not know.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Take the action back' }).check()
  await page.getByRole('textbox', { name: 'Reason' }).fill('A first mistake.')
  await expectGood(page)
  await page.getByRole('button', { name: 'Decide' }).click()
  await expect(bens.composer).toBeVisible()
  await bens.write('Sorry')
  await expect(ada.window.message('Sorry')).toBeVisible()

  // Ben threatens Ada in a dark room. The report names an alias. The look-up names the person, and is told to him.
  const [adas, own] = [ada.window.page, bens.page]
  const room = { kind: 'DARK_ROOM', title: 'Night', topic: '', history: 'all', agreed: true }
  const { id } = await ask<{ id: string }>(adas, 'POST', '/rooms', room)
  await ask(own, 'PUT', `/rooms/${id}/me`, { agreed: true })
  const threat = { client_id: crypto.randomUUID(), body: 'I know where you live' }
  const sent = await ask<{ id: string }>(own, 'POST', `/conversations/${id}/messages`, threat)
  const report = { reason: 'violence', note: 'A threat' }
  await ask(adas, 'POST', '/reports', { ...report, message_id: sent.id })
  await page.reload()
  await page.getByRole('button', { name: 'Claim the next report' }).click()
  await expect(page.getByText('I know where you live')).toBeVisible()
  await expect(page.getByRole('article')).not.toContainText('Ben Birch')
  await page.getByRole('textbox', { name: 'Reason for looking' }).fill('A threat to a person.')
  await expectGoodEverywhere(page, 'unmask')
  await page.getByRole('button', { name: 'Look up the person' }).click()
  await expect(page.getByText(/It is Ben Birch/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Dismiss the report' }).check()
  await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('The person is known now.')
  await page.getByRole('button', { name: 'Decide' }).click()

  // A report about Ben himself suspends him. His page tells why, and takes an appeal.
  await ask(adas, 'POST', '/reports', { ...report, user_id: ben.person.session.user.id })
  await page.reload()
  await page.getByRole('button', { name: 'Claim the next report' }).click()
  await page.getByRole('checkbox', { name: 'Suspend the account' }).check()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Threats against a person.')
  await expectGoodEverywhere(page, 'moderation')
  await page.getByRole('button', { name: 'Decide' }).click()
  await expect(own.getByText('A moderator suspended your account. Sign in to')).toBeVisible()
  await bens.signIn(ben.person.email, PASSWORD)
  await expect(own.getByText(/Threats against a person/)).toBeVisible()
  await expectGoodEverywhere(own, 'suspended')
})

test('a message that waits is taken back; another is refused, edited and sent', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { window: mods } = await arrive(browser, await moderator())
  const word = `casino${crypto.randomUUID().slice(0, 8)}`
  const filter = { kind: 'word', value: word, action: 'review' }
  await ask(mods.page, 'POST', '/moderation/filters', filter)
  const bens = ben.window
  await bens.open('Ada Arden')
  const secondTab = await bens.page.context().newPage()
  await secondTab.goto(bens.page.url())
  const waits = 'Waits for a moderator, who may let it through.'

  // Taken back: it is gone in both tabs, and no moderator has it any more.
  await bens.write(`Win at ${word} today`)
  await expect(bens.page.getByText(waits)).toBeVisible()
  await expect(secondTab.getByText(waits)).toBeVisible()
  await bens.log.getByRole('button', { name: 'Delete' }).click()
  for (const tab of [bens.page, secondTab]) {
    await expect(tab.getByRole('log').getByText(`Win at ${word} today`)).toHaveCount(0)
  }
  await mods.page.goto(`${parleyUrl()}/moderation`)
  await mods.page.getByRole('button', { name: 'Done' }).click()
  await expect(mods.page.getByText(/Message in review: Ben.*/).first()).toBeVisible()
  await expect(mods.page.getByText(/Taken back by its sender/).first()).toBeVisible()

  // Refused: both tabs say so at once and why. The text goes back into the composer.
  await bens.write(`Lose at ${word} today`)
  await expect(secondTab.getByText(waits)).toBeVisible()
  await mods.page.getByRole('button', { name: 'Open', exact: true }).first().click()
  await mods.page.getByRole('button', { name: 'Claim the next report' }).click()
  await expect(mods.page.getByText(`Lose at ${word} today`)).toBeVisible()
  await mods.page.getByRole('checkbox', { name: 'Do not send the message' }).check()
  await mods.page.getByRole('textbox', { name: 'Reason' }).fill('No advertising here.')
  await mods.page.getByRole('button', { name: 'Decide' }).click()
  for (const tab of [bens.page, secondTab]) {
    await expect(tab.getByRole('alert').getByText(/did not let it through/)).toContainText(
      'No advertising here.',
    )
    await expect(tab.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  }
  await expectGoodAtBothWidths(bens.page)
  await bens.log.getByRole('button', { name: 'Edit' }).click()
  await expect(bens.composer).toHaveValue(`Lose at ${word} today`)
  await expect(bens.composer).toBeFocused()
  await expect(secondTab.getByText(/did not let it through/)).toHaveCount(0)
  await bens.composer.fill('Lunch today?')
  await bens.composer.press('Enter')
  await expect(ada.window.message('Lunch today?')).toBeVisible()
})
