import { choosePerson, details, makeGroup } from './group-page.ts'
import { act } from './message-page.ts'
import { arrive, stored, twoPeople } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('a quote of an old message shows its body, leads to it, and follows its deletion', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Which colour?')
  await expect(ada.window.message('Which colour?')).toHaveAccessibleName(stored)
  await ada.window.writeMany(Array.from({ length: 110 }, (_, n) => `filler ${n + 1}.`))
  await ben.window.page.reload()
  await ben.window.open('Ada Arden')
  await ben.window.page.goto(`${ben.window.page.url()}?m=1`)
  await expect(ben.window.message('Which colour?')).toBeFocused()
  await act(ben.window, 'Which colour?', 'Reply')
  await ben.window.write('Green.')

  await ada.window.page.reload()
  await expect(ada.window.message('filler 110.')).toBeVisible()
  await expect(ada.window.message('Which colour?').and(ada.window.message('filler'))).toHaveCount(0)
  const quote = ada.window
    .message('Green.')
    .getByRole('button', { name: 'In reply to You: Which colour?' })
  await quote.click()
  const first = ada.window.log.getByRole('article').filter({ hasText: /^Which colour\?/ })
  await expect(first).toBeFocused()
  await expect(first).toBeInViewport()

  await expect(ben.window.message('Green.')).toContainText('Which colour?')
  await first.hover()
  await first.getByRole('button', { name: 'More actions' }).click()
  await ada.window.page.getByRole('menuitem', { name: 'Delete' }).click()
  await ada.window.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(ben.window.message('Green.')).toContainText('Message deleted')
  await expect(ben.window.message('Green.')).not.toContainText('Which colour?')
})

test('a quote of a message from before one joined says that it is not available', async ({
  browser,
}) => {
  const people = [await newPerson('Ada Arden'), await newPerson('Ben Birch')] as const
  const cleo = await newPerson('Cleo Cedar')
  const [adas, bens] = [await arrive(browser, people[0]), await arrive(browser, people[1])]
  const cleos = await arrive(browser, cleo)
  await makeGroup(adas.window, 'Summer trip', [people[1]])
  await adas.window.write('A secret from before')
  const panel = await details(adas.window)
  await panel.getByRole('button', { name: 'Add people' }).click()
  const dialog = adas.window.page.getByRole('dialog')
  await choosePerson(dialog, cleo)
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()
  await cleos.window.open('Summer trip')

  await bens.window.open('Summer trip')
  await act(bens.window, 'A secret from before', 'Reply')
  await bens.window.write('I know.')
  const answer = cleos.window.message('I know.')
  await expect(answer).toContainText('The message this replies to is not available.')
  await answer.getByRole('button', { name: /not available/ }).click()
  await expect(cleos.window.page.getByText('This message is not available.')).toBeVisible()
  await expect(cleos.window.page.getByText('A secret from before')).toHaveCount(0)
})
