import { expectGood } from './accessible.ts'
import { endMessages } from './ends.ts'
import { details, rowOf } from './group-page.ts'
import { act } from './message-page.ts'
import { ParleyPage, stored, twoPeople } from './parley-page.ts'
import { expect, test } from './test.ts'

test('two people let messages disappear: at the end both pages show nothing of them', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const [adas, bens] = [ada.window, ben.window]
  await adas.page.setViewportSize({ width: 1280, height: 800 })
  await bens.page.setViewportSize({ width: 375, height: 700 })
  await adas.write('This stays')
  await bens.open('Ada Arden')
  const images = process.env.PARLEY_IMAGES
  const take = async ({ page }: ParleyPage, name: string) => {
    if (images !== undefined) await page.screenshot({ path: `${images}/${name}.png` })
  }

  // Ada chooses an hour. Both headers say so.
  const choices = (await details(adas)).getByRole('region', { name: 'Disappearing messages' })
  await choices.getByText('1 hour', { exact: true }).click()
  for (const { page } of [adas, bens]) {
    await expect(page.getByRole('img', { name: 'Messages disappear after 1 hour' })).toBeVisible()
  }
  await bens.write('The code is 4711')
  await expect(adas.message('The code is 4711')).toBeVisible()
  await adas.write('Thanks, noted')
  await expect(adas.message('Thanks, noted')).toHaveAccessibleName(stored)
  await expect(rowOf(adas, 'Ben Birch')).toContainText('Thanks, noted')
  for (const window of [adas, bens]) await expectGood(window.page)
  await take(adas, 'disappearing')
  await take(bens, 'disappearing-375')

  // Ada is about to answer, and a second page of Ben is without a network.
  const away = new ParleyPage(await ben.context.newPage())
  await away.page.goto(bens.page.url())
  await expect(away.message('The code is 4711')).toBeVisible()
  await act(adas, 'The code is 4711', 'Reply')
  await adas.composer.fill('my own words')
  await ben.context.setOffline(true)
  await endMessages(new URL(adas.page.url()).pathname.split('/').at(-1)!)

  // At the end the message is gone, and the reply that was begun keeps its text only.
  await expect(adas.message('The code is 4711')).toHaveCount(0)
  await expect(adas.page.getByText('The message you were replying to')).toBeVisible()
  await expect(adas.composer).toHaveValue('my own words')
  await expect(adas.page.getByRole('button', { name: 'Cancel reply' })).toHaveCount(0)
  await expect(rowOf(adas, 'Ben Birch')).not.toContainText('Thanks, noted')
  await expectGood(adas.page)
  await take(adas, 'ended')

  await ben.context.setOffline(false)
  for (const window of [bens, away]) {
    await expect(window.message('The code is 4711')).toHaveCount(0)
    await expect(window.message('This stays')).toBeVisible()
  }
  await adas.page.reload()
  await expect(adas.message('This stays')).toBeVisible()
  await expect(adas.page.locator('body')).not.toContainText('4711')
  await expect(adas.page.locator('body')).not.toContainText('Thanks, noted')
  await expectGood(bens.page)
  await take(bens, 'ended-375')
})
