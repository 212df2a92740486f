import { expect } from '@playwright/test'
import { MESSAGE, needFirefox, openPair, test } from './firefox-test.ts'
import { parleyUrl } from './people.ts'

needFirefox()

test('in Firefox people sign in, talk, come back online, reload, and share a session between tabs', async ({
  start,
}) => {
  const firefox = await start({ 'intl.accept_languages': 'C' })
  const { adas, bens } = await openPair(firefox)
  await adas.write(MESSAGE, 'hello https://example.com')
  await adas.press(ENTER)
  await bens.click('nav a', undefined)
  await bens.sees('hello https://example.com')
  await bens.write(MESSAGE, 'שלום לכולם')
  await bens.press(ENTER)
  await adas.sees('שלום לכולם')

  expect.soft(await adas.value(GAP_BEFORE_TIME)).toBeGreaterThanOrEqual(8)
  expect.soft(await adas.value(SCROLLS_SIDEWAYS)).toBe(false)
  await adas.value(FOCUS_BEFORE_LOG)
  await adas.press(TAB)
  expect.soft(await adas.value('document.activeElement.localName')).toBe('article')

  await adas.setOffline(true)
  await adas.sees('Offline')
  await adas.write(MESSAGE, 'written in a tunnel')
  await adas.press(ENTER)
  await adas.sees('written in a tunnel')
  await adas.setOffline(false)
  await bens.sees('written in a tunnel')

  await bens.reload()
  await bens.sees('written in a tunnel')
  const second = await firefox.open(parleyUrl(), bens)
  await second.sees('Online')
  await second.click('button', 'Log out')
  await second.click('[role=dialog] button', 'Log out')
  for (const tab of [second, bens]) await tab.sees('Forgot')
  expect.soft(firefox.console.filter((line) => /Content-Security-Policy/.test(line))).toEqual([])
})

test('a Firefox that blocks all cookies is told what to allow', async ({ start }) => {
  const firefox = await start({ 'network.cookie.cookieBehavior': 2 })
  const tab = await firefox.open(parleyUrl())
  await tab.sees('This browser stores nothing for this site.')
})

/** WebDriver's names of the keys. */
const ENTER = '\uE007'
const TAB = '\uE004'

/** Makes the log scroll, which Firefox would make a Tab stop of its own, and focuses what stands before it. */
const FOCUS_BEFORE_LOG = `(() => {
  const log = document.querySelector('[role=log]')
  log.style.height = '60px'
  const before = [...document.querySelectorAll('a[href], button')].filter((one) =>
    one.checkVisibility() && one.compareDocumentPosition(log) === Node.DOCUMENT_POSITION_FOLLOWING)
  before.at(-1).focus()
})()`

/** The pixels between the words of the message from right to left and its time. */
const GAP_BEFORE_TIME = `(() => {
  const article = [...document.querySelectorAll('article')].find((one) => one.innerText.includes('שלום'))
  const words = document.createRange()
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
    node.data.includes('שלום') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP)
  words.selectNodeContents(walker.nextNode())
  const time = article.querySelector('time').getBoundingClientRect()
  return words.getBoundingClientRect().left - time.right
})()`

const SCROLLS_SIDEWAYS = `(() => {
  const box = document.querySelector('textarea')
  box.placeholder = 'a long placeholder '.repeat(20)
  return box.offsetHeight - box.clientHeight > 2
})()`
