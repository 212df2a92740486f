import { expect } from '@playwright/test'
import { needFirefox, openPair, test } from './firefox-test.ts'
import type { FirefoxTab } from './firefox.ts'

needFirefox()

/** A microphone that hums, and that nobody has to allow. */
const MADE_UP = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
}

/** Waits until the recorder has counted so many seconds. */
const counted = (tab: FirefoxTab, seconds: number) =>
  tab.becomes(
    `/^0:0[${seconds}-9]$/.test(document.querySelector('[role=timer]')?.textContent ?? '')`,
  )

const messages = `document.querySelectorAll('article input[type=range]').length`
const isPlaying = (place: string) =>
  `document.querySelector('${place} button[aria-label="Pause"]') !== null`

/** Sees it at any moment from now on. A short recording may be over before the next look. */
const watchFor = (tab: FirefoxTab, expression: string) =>
  tab.value(`(() => {
    window.wasSeen = false
    const look = () => { window.wasSeen ||= ${expression} }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
    return true
  })()`)

test('in Firefox a voice message is recorded, heard, sent and played, and a reload loses none', async ({
  start,
}) => {
  const firefox = await start(MADE_UP)
  const { adas, bens } = await openPair(firefox)
  await adas.click('button', 'Record a voice message')
  await counted(adas, 1)
  await adas.click('button', 'Pause recording')
  await adas.click('button', 'Go on recording')
  await counted(adas, 2)
  await adas.click('button', 'Stop recording')
  await watchFor(adas, isPlaying('form'))
  await adas.click('button[aria-label^="Play voice message"]')
  await adas.becomes('window.wasSeen')
  await adas.click('button', 'Send voice message')
  await adas.becomes(`${messages} === 1`)

  await adas.click('button', 'Record a voice message')
  await counted(adas, 2)
  await adas.reload()
  await adas.sees('You recorded this before')
  await adas.click('button', 'Send voice message')
  await adas.becomes(`${messages} === 2`)

  // The first one plays to its end: the second one follows it.
  await bens.click('nav a', undefined)
  await bens.becomes(`${messages} === 2`)
  await bens.becomes(`document.querySelectorAll('[aria-label="Not played yet"]').length === 2`)
  await watchFor(bens, isPlaying('article'))
  await bens.click('article button[aria-label^="Play voice message"]')
  await bens.becomes('window.wasSeen')
  await bens.becomes(`document.querySelectorAll('[aria-label="Not played yet"]').length === 0`)
  await bens.becomes(`!(${isPlaying('article')})`)
  await bens.becomes(`document.querySelector('article [role=alert]') === null`)
  expect(firefox.console.filter((line) => /Content-Security-Policy/.test(line))).toEqual([])
})

test('a Firefox whose person refuses the microphone is told what to allow', async ({ start }) => {
  const BLOCK = 2
  const firefox = await start({
    ...MADE_UP,
    'media.navigator.permission.disabled': false,
    'permissions.default.microphone': BLOCK,
  })
  const { adas } = await openPair(firefox)
  await adas.click('button', 'Record a voice message')
  await adas.sees('The browser may not use the microphone.')
  await adas.click('button', 'Close')
  await adas.becomes(`document.activeElement.ariaLabel === 'Record a voice message'`)
})
