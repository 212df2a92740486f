import { expect, type Browser, type Page } from '@playwright/test'
import { twoPeople, type ParleyPage } from './parley-page.ts'

/** More than a page of history, each with its number. */
export const lines = (word: string) => Array.from({ length: 60 }, (_, n) => `${word} ${n + 1}.`)

/** The button that leads to the end of the conversation. */
export const latest = ({ page }: ParleyPage) =>
  page.getByRole('button', { name: /jump to the latest|Latest messages/ })

/** Reads all of it and goes to the end. */
export async function readOn(window: ParleyPage): Promise<void> {
  await latest(window).click()
  await expect(window.page).toHaveTitle('Parley')
}

/** Two people in one conversation. Ben has read all that Ada wrote in it, and is at its end. */
export async function whoHaveTalked(browser: Browser) {
  const people = await twoPeople(browser)
  const { ada, ben } = people
  await ada.window.writeMany(lines('early'))
  await ben.window.open('Ada Arden')
  await readOn(ben.window)
  return people
}

/** The first of `lines('missed')` is on the screen, below the divider, and none of them counts as read. */
export async function expectUnread(window: ParleyPage): Promise<void> {
  const { page, log } = window
  await expect(log.getByRole('separator', { name: 'New' })).toBeInViewport()
  await expect(window.message('missed 1.')).toBeInViewport()
  await expect(page).toHaveTitle('(60) Parley')
  await expect(latest(window)).toBeVisible()
}

/** The tab goes to the background or comes back, or another window has the focus. */
export const become = (page: Page, now: 'hidden' | 'visible', focused: boolean) =>
  page.evaluate(
    ([state, focus]) => {
      document.hasFocus = () => focus
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      dispatchEvent(new Event(focus ? 'focus' : 'blur'))
      document.dispatchEvent(new Event('visibilitychange'))
    },
    [now, focused] as const,
  )

/** The list and the socket do not reach the relay until the returned function is called. */
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

/** A socket whose syncs can be delayed. It has to be called before the page connects. */
export async function delaySync(page: Page) {
  let waiting: (() => void)[] | null = null
  await page.routeWebSocket('**/socket.io/**', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((frame) => {
      const send = () => server.send(frame)
      if (waiting !== null && String(frame).includes('["sync"')) waiting.push(send)
      else send()
    })
    server.onMessage((frame) => socket.send(frame))
  })
  return {
    /** The person comes back to the page, until a sync begins. */
    async begin() {
      waiting = []
      await expect(async () => {
        await page.evaluate(() => dispatchEvent(new Event('focus')))
        expect(waiting).toHaveLength(1)
      }).toPass()
    },
    end() {
      for (const send of waiting ?? []) send()
      waiting = null
    },
  }
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
