import { makeGroup, rowOf } from './group-page.ts'
import { arrive, stored, twoPeople, type ParleyPage } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

const box = ({ page }: ParleyPage) => page.getByRole('searchbox', { name: 'Search messages' })
const results = ({ page }: ParleyPage) =>
  page.getByRole('list', { name: 'Results' }).getByRole('link')

test('a term finds an old message, and Enter opens it', async ({ browser }) => {
  const { ada } = await twoPeople(browser)
  await ada.window.write('The heron stands in the river')
  await expect(ada.window.message('heron')).toHaveAccessibleName(stored)
  await ada.window.writeMany(Array.from({ length: 110 }, (_, n) => `filler ${n + 1}.`))
  await ada.window.page.reload()
  await expect(ada.window.message('filler 110.')).toBeVisible()
  await expect(ada.window.message('heron')).toHaveCount(0)

  await ada.window.page.getByRole('button', { name: 'Search messages' }).click()
  await box(ada.window).fill('heron river')
  await expect(results(ada.window)).toHaveCount(1)
  await expect(results(ada.window).locator('mark')).toHaveText(['heron', 'river'])
  await box(ada.window).press('Enter')
  await expect(ada.window.message('heron')).toBeFocused()
  await expect(ada.window.message('heron')).toBeInViewport()
})

test('filters are recognized while typing, and can be removed', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.window.write('apples from me')
  await ben.window.write('apples from you')
  await expect(ada.window.message('apples from you')).toBeVisible()

  await ada.window.page.getByRole('button', { name: 'Search in this conversation' }).click()
  await expect(box(ada.window)).toHaveValue('in:"Ben Birch" ')
  await box(ada.window).pressSequentially('apples')
  await expect(results(ada.window)).toHaveCount(2)
  await box(ada.window).fill('from:me apples')
  await expect(results(ada.window)).toHaveCount(1)
  await expect(results(ada.window)).toContainText('from me')
  await ada.window.page.getByRole('button', { name: /Remove filter: From/ }).click()
  await expect(results(ada.window)).toHaveCount(2)
  await box(ada.window).fill('before:2001-01-01 apples')
  await expect(ada.window.page.getByText('Nothing found.')).toBeVisible()
  await box(ada.window).fill('has:link')
  await expect(ada.window.page.getByText('Nothing found.')).toBeVisible()
  await box(ada.window).fill('on:2026-02-30 apples')
  await expect(ada.window.page.getByText(/is not a day/)).toBeVisible()
  await box(ada.window).fill('from:nobody apples')
  await expect(ada.window.page.getByText(/Nobody you talk with/)).toBeVisible()
})

test('a result in a conversation that is not loaded names its place and author, and opens it', async ({
  browser,
}) => {
  test.slow()
  const ada = await newPerson('Ada Arden')
  const { window } = await arrive(browser, ada)
  const [zoe, yann] = [await newPerson('Zoe Zinnia'), await newPerson('Yann Yew')]
  await window.talkTo(zoe.email)
  await window.write('The axolotl sleeps')
  await expect(window.message('axolotl')).toHaveAccessibleName(stored)
  await makeGroup(window, 'Aquarium', [yann])
  await window.write('An axolotl for everybody')
  await expect(window.message('axolotl')).toHaveAccessibleName(stored)
  // Enough newer conversations to fill the first page of the list.
  await window.makeGroups(50)

  const elsewhere = (await arrive(browser, ada)).window
  await expect(rowOf(elsewhere, 'Newer 1').first()).toBeVisible()
  await expect(rowOf(elsewhere, 'Zoe Zinnia').or(rowOf(elsewhere, 'Aquarium'))).toHaveCount(0)
  await elsewhere.page.getByRole('button', { name: 'Search messages' }).click()
  await box(elsewhere).fill('axolotl')
  await expect(results(elsewhere)).toHaveCount(2)
  await expect(results(elsewhere).nth(0)).toContainText(/You.*Aquarium/)
  await expect(results(elsewhere).nth(1)).toContainText(/You.*Zoe Zinnia/)
  await results(elsewhere).nth(1).click()
  await expect(elsewhere.message('The axolotl sleeps')).toBeFocused()
})

test('a failed search says so and can be tried again', async ({ browser }) => {
  const { ada } = await twoPeople(browser)
  await ada.window.write('a needle')
  await expect(ada.window.message('a needle')).toHaveAccessibleName(stored)
  await ada.window.page.route('**/api/search**', (route) => route.abort())
  await ada.window.page.getByRole('button', { name: 'Search messages' }).click()
  await box(ada.window).fill('needle')
  const panel = ada.window.page.getByRole('region', { name: 'Search messages' })
  await expect(panel.getByRole('alert')).toBeVisible()
  await ada.window.page.unroute('**/api/search**')
  await panel.getByRole('button', { name: 'Retry' }).click()
  await expect(results(ada.window)).toHaveCount(1)
})
