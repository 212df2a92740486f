import { arrive } from './parley-page.ts'
import { newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('a rate-limited search for people says so, and goes on by itself', async ({ browser }) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  const find = () => page.request.get(`${parleyUrl()}/api/people?q=ben`)
  await expect(async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, find))
    expect(answers.map((answer) => answer.status())).toContain(429)
  }).toPass()

  await page.clock.install()
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name or e-mail' }).fill('ben')
  await expect(dialog).toContainText(/Too many tries\. Trying again in \d+ s\./)
  const again = page.waitForRequest('**/api/people?q=ben')
  await page.clock.fastForward(60_000)
  await again
})
