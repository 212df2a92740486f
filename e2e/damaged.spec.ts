import type { Page } from '@playwright/test'
import * as stores from '../client/browser/stores.ts'
import { arrive, ParleyPage, twoPeople } from './parley-page.ts'
import { newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

/** What may stand where the page stored something: of another program, half written, or of a later version. */
const values: [string, string][] = [
  ['nothing', ''],
  ['null', 'null'],
  ['half an object', '{"a'],
  ['a list', '[[],null,7]'],
  ['a later version', '{"version":99,"value":{"kind":"unknown"}}'],
  ['a number', '-1e999'],
  ['a very long text', 'x'.repeat(200_000)],
]

/** Every name of `client/browser/stores.ts`. */
const namesOf = (id: string): string[] => [
  ...Object.values(stores).flatMap((one) => (typeof one === 'string' ? [one] : [])),
  ...[...stores.deviceSettings, stores.WELCOME].map(stores.settingKey),
  `parley-person:${id}`,
  `${stores.draftsOf(id)}c1`,
  `${stores.draftsOf(id)}thread:m1`,
  stores.emojiOf(id),
]

const damage = (page: Page, names: readonly string[], value: string) =>
  page.evaluate(
    ([names, value]) => {
      const all = new Set([...names, ...Object.keys(localStorage)])
      for (const name of all) {
        for (const store of [localStorage, sessionStorage]) store.setItem(name, value)
      }
      history.replaceState(value, '')
    },
    [names, value] as const,
  )
const signInOf = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('sb-')))

test('whatever stands in localStorage and sessionStorage, the page opens and works', async ({
  browser,
}) => {
  const ada = await newPerson('Ada Arden')
  const { window } = await arrive(browser, ada)
  const { page } = window
  const errors: string[] = []
  for (const [what, value] of values) {
    page.removeAllListeners('pageerror')
    page.on('pageerror', ({ message }) => errors.push(`${what}: ${message}`))
    await damage(page, namesOf(ada.session.user.id), value)
    const before = await signInOf(page)
    expect(before).not.toEqual([])
    await page.goto(parleyUrl())
    await window.expectOnline()
    await expect(page.getByRole('button', { name: 'New conversation' }).first()).toBeVisible()
    // A sign-in that cannot be read is not deleted.
    expect([what, (await signInOf(page)).length]).toEqual([what, before.length])
    await page.goto(`${parleyUrl()}/settings`)
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  }
  expect(errors).toEqual([])
})

test('with a database of a later version the page shows its messages and sends', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.window.write('is at the relay')
  await expect(ben.window.message('is at the relay')).toHaveCount(1)
  const name = stores.databaseOf(ada.person.session.user.id)
  const errors: string[] = []

  await ada.window.page.close()
  const other = await ada.context.newPage()
  await other.goto(`${parleyUrl()}/livez`)
  await other.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name, 99)
        opening.addEventListener('success', () => resolve(opening.result.close()))
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('blocked', () => reject(new Error('blocked')))
      }),
    name,
  )
  await other.close()

  const again = new ParleyPage(await ada.context.newPage())
  again.page.on('pageerror', ({ message }) => errors.push(message))
  await again.page.goto(parleyUrl())
  await again.expectOnline()
  await again.open('Ben Birch')
  await expect(again.message('is at the relay')).toHaveCount(1)
  await again.write('sent over a later database')
  await expect(ben.window.message('sent over a later database')).toHaveCount(1)
  expect(errors).toEqual([])
})
