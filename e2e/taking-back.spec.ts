import type { Page } from '@playwright/test'
import { act } from './message-page.ts'
import { ParleyPage, stored, twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

/** A network on which messages still arrive, and their answers do not. It has to be called before the page connects. */
async function losesAnswers(page: Page) {
  let isLosing = false
  let isAway = false
  const ends: (() => void)[] = []
  await page.routeWebSocket('**/socket.io/**', (socket) => {
    if (isAway) return void socket.close()
    const server = socket.connectToServer()
    ends.push(() => void socket.close())
    socket.onMessage((frame) => server.send(frame))
    server.onMessage((frame) => {
      if (!isLosing) socket.send(frame)
    })
  })
  await page.route('**/socket.io/**', (route) => (isAway ? route.abort() : route.continue()))
  return {
    begin: () => (isLosing = true),
    /** The connection breaks, and there is no other one. */
    breakOff() {
      isAway = true
      for (const end of ends.splice(0)) end()
    },
    end() {
      isLosing = false
      isAway = false
    },
  }
}

test('a message that waits offline is deleted, and no tab sends it', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.window.write('before')
  await expect(ben.window.message('before')).toHaveCount(1)
  const other = new ParleyPage(await ada.context.newPage())
  await other.page.goto(parleyUrl())
  await other.expectOnline()
  await other.open('Ben Birch')

  await ada.context.setOffline(true)
  await expect(other.status).toHaveText(/^Offline/)
  await ada.window.write('rash words')
  await ada.window.write('kind words')
  await expect(other.message('rash words')).toHaveCount(1)
  // The tab that leads is another one, or this one: the message is gone in both.
  await act(other, 'rash words', 'Delete')
  for (const window of [ada.window, other]) {
    await expect(window.message('rash words')).toHaveCount(0)
    await expect(window.status).toHaveText('Offline, 1 waiting')
  }
  await ada.context.setOffline(false)
  await expect(ben.window.message('kind words')).toHaveCount(1)
  await expect(ben.window.log.getByRole('article')).toHaveCount(2)
})

test('a waiting message is edited by keyboard, and only the new text arrives', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.context.setOffline(true)
  await expect(ada.window.status).toHaveText(/^Offline/)
  await ada.window.write('see you at fife')
  const waiting = ada.window.message('see you at fife')
  await waiting.focus()
  await ada.window.page.keyboard.press('Shift+F10')
  await expect(ada.window.page.getByRole('menuitem')).toHaveText(['Edit', 'Copy text', 'Delete'])
  await ada.window.page.keyboard.press('ArrowDown')
  await ada.window.page.keyboard.press('Enter')
  await expect(waiting).toHaveCount(0)
  await expect(ada.window.composer).toBeFocused()
  await expect(ada.window.composer).toHaveValue('see you at fife')
  await ada.window.write('see you at five')
  await ada.context.setOffline(false)
  await expect(ben.window.message('see you at five')).toHaveCount(1)
  await expect(ben.window.log.getByRole('article')).toHaveCount(1)
})

test('a message whose answer was lost is deleted where it arrived, also after the page was closed', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  const network = await losesAnswers(ada.window.page)
  await ada.window.page.reload()
  await ada.window.expectOnline()
  network.begin()
  await ada.window.write('rash words')
  await expect(ben.window.message('rash words')).toHaveCount(1)
  await act(ada.window, 'rash words', 'Delete')
  await expect(ada.window.message('rash words')).toHaveCount(0)
  await expect(ada.window.page.getByText('may have arrived already')).toBeVisible()
  network.breakOff()
  await ada.window.page.close()
  const back = new ParleyPage(await ada.context.newPage())
  await back.page.goto(parleyUrl())
  await back.expectOnline()
  await expect(ben.window.message('rash words')).toHaveCount(0)
  await expect(ben.window.message('Message deleted')).toHaveCount(1)
  await back.open('Ben Birch')
  await back.write('kind words')
  await expect(back.message('kind words')).toHaveAccessibleName(stored)
})
