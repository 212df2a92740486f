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

test('whatever stands in IndexedDB, the page opens, shows its messages and sends', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.window.write('is at the relay')
  await expect(ben.window.message('is at the relay')).toHaveCount(1)
  const name = stores.databaseOf(ada.person.session.user.id)
  const errors: string[] = []

  /** Replaces what each store has. Another page of this site does it, without Parley's code. */
  async function spoil(version: number | undefined, kind: string): Promise<void> {
    const page = await ada.context.newPage()
    await page.goto(`${parleyUrl()}/livez`)
    await page.evaluate(
      async ([name, version, kind]) => {
        const done = <T>(request: IDBRequest<T>) =>
          new Promise<T>((resolve, reject) => {
            request.addEventListener('success', () => resolve(request.result))
            request.addEventListener('error', () => reject(request.error))
            request.addEventListener('blocked', () => reject(new Error('blocked')))
          })
        const database = await done(indexedDB.open(name, version))
        for (const store of kind === 'later' ? [] : database.objectStoreNames) {
          const all = database.transaction(store, 'readwrite').objectStore(store)
          await done(all.clear())
          const bare =
            kind === 'bare'
              ? {}
              : {
                  ...{ client_id: 7, conversation_id: null, body: null, written_at: 'never' },
                  ...{ failed: {}, confirmed: 'x', epoch: 5, heads: [{}], messages: [null] },
                  ...{ head: { conversation: { id: 'x' } }, people: 'x', opened: 'x', files: 3 },
                }
          const keyed = { ...bare, ...(store === 'outbox' ? {} : { id: 'x' }) }
          if (all.keyPath !== null || all.autoIncrement) await done(all.put(keyed))
          else await done(all.put(kind === 'bare' ? 7 : bare, 'list'))
        }
        database.close()
      },
      [name, version, kind] as const,
    )
    await page.close()
  }

  for (const [kind, version] of [
    ['bare', undefined],
    ['wrong', undefined],
    ['later', 99],
  ] as const) {
    await ada.window.page.close()
    await spoil(version, kind)
    ada.window = new ParleyPage(await ada.context.newPage())
    ada.window.page.on('pageerror', ({ message }) => errors.push(`${kind}: ${message}`))
    await ada.window.page.goto(parleyUrl())
    await ada.window.expectOnline()
    await ada.window.open('Ben Birch')
    await expect(ada.window.message('is at the relay')).toHaveCount(1)
    await ada.window.write(`sent over a database that is ${kind}`)
    await expect(ben.window.message(`sent over a database that is ${kind}`)).toHaveCount(1)
  }
  expect(errors).toEqual([])
})
