import { expectGood } from './accessible.ts'
import { arrive, twoPeople } from './parley-page.ts'
import { MODERATOR, newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('a message is reported, a moderator hides it and mutes its author, who reads why and appeals', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const mia = await newPerson('Mia Moder', MODERATOR)
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
  await expectGood(bens.page)

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
})
