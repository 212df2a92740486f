import type { Page } from '@playwright/test'

/** The relay is not reached until the returned function is called. */
export async function holdRelay(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/conversations', (route) => released.then(() => route.continue()))
  await page.route('**/socket.io/**', (route) => released.then(() => route.continue()))
  await page.routeWebSocket('**/socket.io/**', (socket) =>
    released.then(() => void socket.connectToServer()),
  )
  return release
}

/** The unread counts in the list that the browser stored for the next visit. */
export const storedUnread = (page: Page) =>
  page.evaluate(async () => {
    const done = (request: IDBRequest) =>
      new Promise<void>((resolve) => request.addEventListener('success', () => resolve()))
    const { name } = (await indexedDB.databases()).find((one) => one.name?.startsWith('parley-'))!
    const opening = indexedDB.open(name!)
    await done(opening)
    const reading = opening.result.transaction('list').objectStore('list').get('list')
    await done(reading)
    opening.result.close()
    const list = reading.result as { heads: { conversation: { unread: number } }[] } | undefined
    return list?.heads.map(({ conversation }) => conversation.unread)
  })
