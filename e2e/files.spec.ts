import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import sharp from 'sharp'
import { expectGoodAtBothWidths } from './accessible.ts'
import { attach } from './attach.ts'
import { details } from './group-page.ts'
import { twoPeople, type ParleyPage } from './parley-page.ts'
import { expect, test } from './test.ts'

const picture = (name: string, color: string, width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer()
    .then((buffer) => ({ name, mimeType: 'image/png', buffer }))

/** What the browser does when somebody drags a file over the conversation, and drops it or pastes it. */
async function give(
  target: Locator,
  type: 'dragover' | 'drop' | 'paste',
  name: string,
  text: string,
) {
  await target.evaluate(
    (element, given) => {
      const data = new DataTransfer()
      data.items.add(new File([given.text], given.name))
      const options = { bubbles: true, cancelable: true }
      element.dispatchEvent(
        given.type === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent(given.type, { ...options, dataTransfer: data }),
      )
    },
    { type, name, text },
  )
}

const send = ({ page }: ParleyPage) =>
  page.getByRole('button', { name: 'Send', exact: true }).click()

test('files are picked, dropped and pasted, sent with a caption, looked at by keyboard, and downloaded', async ({
  browser,
}) => {
  // It looks at many pages at two widths in two themes.
  test.slow()
  const { ada, ben } = await twoPeople(browser)
  const { page } = ada.window
  await ben.window.page.setViewportSize({ width: 375, height: 700 })
  await ben.window.open('Ada Arden')

  // The tray: order, description, removal.
  await attach(page, [await picture('sea.png', '#27c'), await picture('wood.png', '#372')])
  const tray = page.getByRole('list', { name: 'Files to send' })
  await expect(tray.getByRole('listitem')).toHaveCount(2)
  await tray.getByRole('textbox', { name: 'Description of wood.png' }).fill('A wood in spring')
  await tray.getByRole('button', { name: 'Move wood.png forward' }).press('Enter')
  await expect(tray.getByRole('listitem').first()).toContainText('wood.png')
  await give(ada.window.log, 'dragover', 'plan.txt', '')
  await expect(page.getByText('Drop files here')).toBeVisible()
  await give(ada.window.log, 'drop', 'plan.txt', 'We meet at nine.')
  await expect(page.getByText('Drop files here')).toBeHidden()
  await give(ada.window.composer, 'paste', 'wrong.txt', 'not this one')
  await tray.getByRole('button', { name: 'Remove wrong.txt' }).press('Enter')
  await expect(tray.getByRole('listitem')).toHaveCount(3)
  await expectGoodAtBothWidths(page)

  // The upload waits, so that its progress is seen.
  let goOn: () => void = () => undefined
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
  await page.route('**/api/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH') await mayGoOn
    await route.continue()
  })
  await ada.window.composer.fill('Three for you')
  await send(ada.window)
  await expect(tray).toBeHidden()
  await expect(page.getByRole('progressbar', { name: 'Uploading wood.png' })).toBeVisible()
  await expectGoodAtBothWidths(page)
  goOn()

  // The receiver sees them in their order. Their places were known before.
  const arrived = ben.window.message('Three for you')
  const pictures = arrived.getByRole('button', { name: /^Open picture/ })
  await expect(pictures).toHaveCount(2)
  await expect(pictures.first()).toHaveAccessibleName('Open picture: A wood in spring')
  await expect(pictures.first().locator('img')).toHaveJSProperty('complete', true)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expectGoodAtBothWidths(ben.window.page)

  // The viewer by keyboard.
  await arrived.press('Enter')
  await expect(pictures.first()).toBeFocused()
  await pictures.first().press('Enter')
  const viewer = ben.window.page.getByRole('dialog', { name: 'wood.png' })
  await expect(viewer.getByText('A wood in spring')).toBeVisible()
  await expect(viewer.getByRole('img', { name: 'A wood in spring' })).toHaveJSProperty(
    'naturalWidth',
    640,
  )
  await expectGoodAtBothWidths(ben.window.page)
  await ben.window.page.keyboard.press('ArrowRight')
  const second = ben.window.page.getByRole('dialog', { name: 'sea.png' })
  await expect(second.getByRole('status')).toHaveText('2 of 2')
  await ben.window.page.keyboard.press('Escape')
  await expect(second).toBeHidden()
  await expect(pictures.first()).toBeFocused()

  // The details list what was sent.
  const panel = await details(ada.window)
  const shared = panel.getByRole('region', { name: 'Files of this conversation' })
  await shared.getByRole('button', { name: 'Pictures' }).click()
  await expect(shared.getByRole('button', { name: /^Open picture/ })).toHaveCount(2)
  await expectGoodAtBothWidths(page)
  await shared.getByRole('button', { name: 'Files', exact: true }).click()
  await expect(shared.getByRole('link', { name: /^Download plan.txt/ })).toBeVisible()
  await expectGoodAtBothWidths(page)
  await shared.getByRole('button', { name: 'Links' }).click()
  await expect(shared.getByText('No links yet.')).toBeVisible()

  const download = ben.window.page.waitForEvent('download')
  await arrived.getByRole('link', { name: /^Download plan.txt/ }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('plan.txt')
  expect(await readFile(await saved.path(), 'utf8')).toBe('We meet at nine.')

  // The search finds a file by its name.
  await page.getByRole('button', { name: 'Search in this conversation' }).click()
  await page.getByRole('searchbox', { name: 'Search messages' }).pressSequentially('plan.txt')
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('link')).toHaveCount(1)
  await expectGoodAtBothWidths(page)
})

test('a file written offline arrives after the text that was written later, and holds nothing up', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('before')
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('before')).toBeVisible()

  await ada.context.setOffline(true)
  await expect(ada.window.status).toHaveText(/^Offline/)
  await attach(ada.window.page, await picture('tunnel.png', '#222'))
  await expect(ada.window.page.getByRole('list', { name: 'Files to send' })).toBeVisible()
  await ada.window.composer.fill('the picture')
  await send(ada.window)
  await ada.window.write('the text')
  await expect(ada.window.message('the picture')).toContainText('Waits for a connection')
  const address = ada.window.page.url()
  await ada.window.page.close()
  await ada.context.setOffline(false)

  const back = await ada.context.newPage()
  await back.goto(address)
  const arrived = ben.window.log.getByRole('article')
  await expect(arrived).toHaveText([/before/, /the text/, /the picture/])
  await expect(
    ben.window.message('the picture').getByRole('button', { name: 'Open picture: tunnel.png' }),
  ).toBeVisible()
})
