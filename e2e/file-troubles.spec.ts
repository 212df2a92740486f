import type { Page } from '@playwright/test'
import { expectGoodAtBothWidths } from './accessible.ts'
import { attach, textFile } from './attach.ts'
import { twoPeople, type ParleyPage } from './parley-page.ts'
import { expect, test } from './test.ts'

const send = ({ page }: ParleyPage) =>
  page.getByRole('button', { name: 'Send', exact: true }).click()
const tray = (page: Page) => page.getByRole('list', { name: 'Files to send' })

test('what may not be sent is told before, an upload is cancelled, and what failed is tried again', async ({
  browser,
}) => {
  test.slow()
  const { ada, ben } = await twoPeople(browser)
  const { page } = ada.window
  await ben.window.open('Ada Arden')

  // Switched off for everybody would be for the other tests too, so this page alone hears of it.
  const off = { enabled: false, max_bytes: 1_000, bytes_left: 1_000 }
  await page.route('**/api/uploads', (route) => route.fulfill({ json: off }))
  await page.getByRole('button', { name: 'Attach files' }).focus()
  const button = page.getByRole('button', { name: 'Attach files: an administrator switched' })
  await button.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('An administrator switched uploads off.')
  await expectGoodAtBothWidths(page)
  await page.unroute('**/api/uploads')
  await page.reload()

  const ten = Array.from({ length: 10 }, (_, n) => textFile(`page ${n}.txt`))
  await attach(page, [textFile('nothing.txt', ''), ...ten, textFile('one more.txt')])
  await expect(page.getByRole('alert')).toContainText('“nothing.txt” is empty.')
  await expect(page.getByRole('alert')).toContainText('A message has at most 10 files.')
  await expect(tray(page).getByRole('listitem')).toHaveCount(10)
  await expectGoodAtBothWidths(page)
  for (const { name } of ten.slice(1)) {
    await tray(page)
      .getByRole('button', { name: `Remove ${name}` })
      .click()
  }

  // It is cancelled in the middle.
  await page.route('**/api/uploads/*', (route) =>
    route.request().method() === 'PATCH' ? undefined : route.continue(),
  )
  await ada.window.composer.fill('never mind')
  // From its first bytes on, the relay has an upload that a cancel deletes.
  const sending = page.waitForRequest((request) => request.method() === 'PATCH')
  await send(ada.window)
  const message = ada.window.message('never mind')
  await expect(message.getByRole('progressbar', { name: 'Uploading page 0.txt' })).toBeVisible()
  await sending
  const taken = page.waitForRequest((request) => request.method() === 'DELETE')
  await message.getByRole('button', { name: 'Cancel' }).click()
  await taken
  await expect(message).toHaveCount(0)
  await page.unroute('**/api/uploads/*')

  // The relay refuses what is no picture behind the mark of one.
  const broken = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(200)])
  await attach(page, { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: broken })
  await expect(tray(page)).toBeVisible()
  await ada.window.write('a broken one')
  const refused = ada.window.message('a broken one')
  await expect(refused).toContainText('Not sent: the server does not take this file.')
  await expectGoodAtBothWidths(page)
  await refused.getByRole('button', { name: 'Delete' }).click()
  await expect(refused).toHaveCount(0)

  // The bytes of today are used up in the middle of a message. Later there are new ones.
  let begun = 0
  await page.route('**/api/uploads', async (route) => {
    if (route.request().method() !== 'POST' || ++begun !== 2) return route.continue()
    await route.fulfill({ status: 403, json: { error: { code: 'quota_exceeded', message: '' } } })
  })
  await attach(page, [textFile('first.txt'), textFile('second.txt')])
  await expect(tray(page).getByRole('listitem')).toHaveCount(2)
  await ada.window.write('two files')
  const late = ada.window.message('two files')
  await expect(late).toContainText('Not sent: you have uploaded as much as you may today.')
  await page.reload()
  await late.getByRole('button', { name: 'Retry' }).click()
  const arrived = ben.window.message('two files').getByRole('link', { name: /^Download/ })
  await expect(arrived).toHaveText([/first/, /second/])
  await expect(ben.window.log.getByRole('article')).toHaveCount(1)
})

/** A short video, as a browser films it. */
const film = (page: Page) =>
  page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    const pen = canvas.getContext('2d')!
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
    const pieces: Blob[] = []
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    const ended = new Promise((resolve) => (recorder.onstop = resolve))
    recorder.start()
    for (let frame = 0; frame < 20; frame += 1) {
      pen.fillStyle = `rgb(${frame * 10} 80 160)`
      pen.fillRect(0, 0, canvas.width, canvas.height)
      await new Promise(requestAnimationFrame)
    }
    recorder.stop()
    await ended
    return [...new Uint8Array(await new Blob(pieces).arrayBuffer())]
  })

test('a video plays in its place, and what this browser cannot play is downloaded', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ada.window
  await ben.window.open('Ada Arden')
  const buffer = Buffer.from(await film(page))
  // The bytes decide what it is, and not the name.
  await attach(page, { name: 'the sea.txt', mimeType: 'text/plain', buffer })
  await expect(tray(page)).toBeVisible()
  await ada.window.write('watch this')
  const video = ben.window.message('watch this').getByLabel('the sea.txt')
  await expect(video).toHaveJSProperty('tagName', 'VIDEO')
  await expect(video).toHaveJSProperty('videoWidth', 300)
  await video.evaluate((element: HTMLVideoElement) => element.play())
  await expect(video).toHaveJSProperty('ended', true)
  await expectGoodAtBothWidths(ben.window.page)

  const mark = '\0\0\0\x18ftypisom\0\0\0\0isommp42'
  const unknown = { name: 'odd.mp4', mimeType: 'video/mp4', buffer: Buffer.from(mark, 'latin1') }
  await attach(page, unknown)
  await expect(tray(page)).toBeVisible()
  await ada.window.write('and this')
  const odd = ben.window.message('and this')
  await expect(odd).toContainText('This file could not be loaded.')
  await expectGoodAtBothWidths(ben.window.page)
  const download = ben.window.page.waitForEvent('download')
  await odd.getByRole('link', { name: /^Download/ }).click()
  expect((await download).suggestedFilename()).toBe('odd.mp4')
})
