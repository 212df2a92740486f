import type { Page } from '@playwright/test'
import { expectGoodAtBothWidths } from './accessible.ts'
import { arrive, twoPeople } from './parley-page.ts'
import { MODERATOR, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

/** What a moderator asks the relay for, where the test is not about the screens for it. */
async function ask<T>(page: Page, method: string, path: string, data?: object): Promise<T> {
  const headers = { 'x-parley-client': '1', origin: parleyUrl() }
  const address = `${parleyUrl()}/api/moderation${path}`
  const answer = await page.request.fetch(address, { method, headers, ...(data && { data }) })
  expect(answer.ok()).toBe(true)
  return (answer.status() === 204 ? null : await answer.json()) as T
}

test('a message that waits is taken back; another is refused, edited and sent', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { window: mods } = await arrive(browser, await newPerson('Mia Moder', MODERATOR))
  const word = `casino${crypto.randomUUID().slice(0, 8)}`
  const filter = { kind: 'word', value: word, action: 'review' }
  await ask(mods.page, 'POST', '/filters', filter)
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
