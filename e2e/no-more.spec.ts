import { ask } from './ask.ts'
import { makeGroup } from './group-page.ts'
import { arrive } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('who may add nobody any more loses the dialog, and who is removed the results of the search', async ({
  browser,
}) => {
  const people = [newPerson('Ada Arden'), newPerson('Ben Birch')] as const
  const [ada, ben] = await Promise.all(people)
  const [adas, bens] = await Promise.all([arrive(browser, ada), arrive(browser, ben)])
  await makeGroup(adas.window, 'Team', [ben])
  await adas.window.write('the secret of the pineapple')
  const id = new URL(adas.window.page.url()).pathname.split('/').at(-1)
  const path = `/conversations/${id}/participants/${ben.session.user.id}`
  await ask(adas.window.page, 'PATCH', path, { role: 'admin' })
  const { page } = bens.window
  await bens.window.open('Team')
  await page.getByRole('button', { name: 'Details' }).click()
  await page.getByRole('button', { name: 'Add people' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add people' })
  await expect(dialog).toBeVisible()
  await ask(adas.window.page, 'PATCH', path, { role: 'member' })
  await expect(dialog).toHaveCount(0)

  await page.getByRole('button', { name: 'Search messages' }).click()
  await page.getByRole('searchbox').fill('pineapple')
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('link')).toHaveCount(1)
  await adas.window.page.request.delete(new URL(`/api${path}`, page.url()).href, {
    headers: { 'x-parley-client': '1', origin: new URL(page.url()).origin },
  })
  await expect(results).toHaveCount(0)
})
