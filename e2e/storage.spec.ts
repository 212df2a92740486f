import { ParleyPage, twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

/** What a browser may do with the data of a site. Each runs in the page before anything else. */
const browsers = {
  blocked: () => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    for (const store of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, store, { get: refuse })
    navigator.locks.request = async () => refuse()
  },
  hanging: () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
  },
  full: () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    Storage.prototype.setItem = full
    IDBObjectStore.prototype.add = full
    IDBObjectStore.prototype.put = full
  },
}

test('with a storage that is blocked, hangs or is full, a person stays signed in and writes', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.window.page.close()
  const errors: string[] = []
  for (const [name, misbehave] of Object.entries(browsers)) {
    const window = new ParleyPage(await ada.context.newPage())
    await window.page.addInitScript(misbehave)
    window.page.on('pageerror', ({ message }) => errors.push(`${name}: ${message}`))
    await window.page.goto(parleyUrl())
    await window.expectOnline()
    await window.open('Ben Birch')
    await window.write(`sent while the storage is ${name}`)
    await expect(ben.window.message(`sent while the storage is ${name}`)).toHaveCount(1)
    await ada.context.setOffline(true)
    await window.write(`kept while the storage is ${name}`)
    await expect(window.log.getByText('Keep this page open until it is sent')).toBeVisible()
    await ada.context.setOffline(false)
    await expect(ben.window.message(`kept while the storage is ${name}`)).toHaveCount(1)
    await window.page.close({ runBeforeUnload: false })
  }
  expect(errors).toEqual([])
})

test('a message that waits outlives the deletion of the data of the site', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  const { page } = ada.window
  await ada.context.setOffline(true)
  await ada.window.write('waits in the deleted database')
  const stored = () =>
    page.evaluate(() => {
      const look = async () => {
        const names = (await indexedDB.databases()).map(({ name }) => name!)
        const done = (request: IDBRequest) =>
          new Promise<boolean>((resolve) => {
            request.addEventListener('success', () => resolve(true))
            request.addEventListener('error', () => resolve(false))
          })
        const opening = indexedDB.open(names.find((name) => name.startsWith('parley-')) ?? 'none')
        // Only the page itself may make it again.
        opening.addEventListener('upgradeneeded', () => opening.transaction!.abort())
        if (!(await done(opening))) return []
        const all = opening.result.transaction('outbox').objectStore('outbox').getAll()
        await done(all)
        opening.result.close()
        return (all.result as { body: string }[]).map(({ body }) => body)
      }
      // A request that the deletion catches may get no answer. The next look makes a new one.
      const unanswered = new Promise<string[]>((resolve) => setTimeout(resolve, 2_000, []))
      return Promise.race([look(), unanswered])
    })
  await expect.poll(stored).toEqual(['waits in the deleted database'])
  const browserOfPage = await ada.context.newCDPSession(page)
  await browserOfPage.send('Storage.clearDataForOrigin', {
    origin: new URL(parleyUrl()).origin,
    storageTypes: 'indexeddb',
  })
  await expect.poll(stored).toEqual(['waits in the deleted database'])
  await page.close()
  await ada.context.setOffline(false)

  const back = new ParleyPage(await ada.context.newPage())
  await back.page.goto(parleyUrl())
  await back.expectOnline()
  await expect(ben.window.message('waits in the deleted database')).toHaveCount(1)
})

test('a message that the page is left with in the moment of writing is sent by the next page', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.window.page.close()
  const slow = new ParleyPage(await ada.context.newPage())
  await slow.page.goto(ben.window.page.url())
  await slow.expectOnline()
  // From now on the database takes nothing before the page is gone.
  await slow.page.evaluate(() => {
    IDBObjectStore.prototype.add = () => new EventTarget() as IDBRequest<IDBValidKey>
  })
  await slow.write('the last words')
  await slow.page.goto(`${parleyUrl()}/livez`)
  await slow.page.goto(parleyUrl())
  await expect(ben.window.message('the last words')).toHaveCount(1)
})
