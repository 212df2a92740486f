import { holdRelay, storedUnread } from './away.ts'
import { twoPeople, type ParleyPage } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const lines = (word: string) => Array.from({ length: 60 }, (_, n) => `${word} ${n + 1}.`)

/** The first message that was not seen is on the screen, below the divider, and nothing counts as read yet. */
async function expectUnread({ page, log, message }: ParleyPage): Promise<void> {
  const divider = log.getByRole('separator', { name: 'New' })
  await expect(divider).toBeInViewport()
  await expect(message.call({ log }, 'missed 1.')).toBeInViewport()
  await expect(page).toHaveTitle('(60) Parley')
  await expect(page.getByRole('button', { name: /jump to the latest/ })).toBeVisible()
}

/** Reads all of it and goes to the end. */
async function readOn({ page }: ParleyPage): Promise<void> {
  await page.getByRole('button', { name: /jump to the latest/ }).click()
  await expect(page).toHaveTitle('Parley')
}

test('what came while the person was away is not read before they have seen it', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  await ada.window.writeMany(lines('early'))
  await ben.window.open('Ada Arden')
  await readOn(ben.window)
  await expect.poll(() => storedUnread(page)).toEqual([0])
  await page.goto('about:blank')
  await ada.window.writeMany(lines('missed'))

  const release = await holdRelay(page)
  await page.goto(parleyUrl())
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('early 60.')).toBeInViewport()
  release()
  await expectUnread(ben.window)
  await readOn(ben.window)
})

test('a page at the end of a conversation stays at the first message that came without a connection', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.writeMany(lines('early'))
  await ben.window.open('Ada Arden')
  await readOn(ben.window)
  await ben.context.setOffline(true)
  await expect(ben.window.status).toHaveText(/Offline/)
  await ada.window.writeMany(lines('missed'))
  await ben.context.setOffline(false)
  await ben.window.expectOnline()
  await expectUnread(ben.window)
  await readOn(ben.window)
})

test('a tab in the background stays at the first message that came meanwhile, and one beside another window follows', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ben.window
  await ada.window.writeMany(lines('early'))
  await ben.window.open('Ada Arden')
  await readOn(ben.window)
  const become = (now: 'hidden' | 'visible', focused: boolean) =>
    page.evaluate(
      ([state, focus]) => {
        document.hasFocus = () => focus
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
        dispatchEvent(new Event(focus ? 'focus' : 'blur'))
        document.dispatchEvent(new Event('visibilitychange'))
      },
      [now, focused] as const,
    )
  await become('hidden', false)
  await ada.window.writeMany(lines('missed'))
  await expectUnread(ben.window)
  await become('visible', true)
  await expectUnread(ben.window)
  await readOn(ben.window)

  await become('visible', false)
  await ada.window.writeMany(lines('beside'))
  await expect(ben.window.message('beside 60.')).toBeInViewport()
  await expect(page).toHaveTitle('(60) Parley')
  await become('visible', true)
  await expect(page).toHaveTitle('Parley')
})
