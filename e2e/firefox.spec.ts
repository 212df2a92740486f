import { expect, test } from '@playwright/test'
import { findProgram } from '../testing/supabase-cli/run.ts'
import { Firefox } from './firefox.ts'
import { newPerson, parleyUrl, PASSWORD } from './people.ts'

const program = findProgram('firefox-esr') ?? findProgram('firefox')
const MESSAGE = 'textarea[aria-label="Message"]'

/** A laptop may lack Firefox, and says so. Continuous integration must have it. */
test.beforeAll(() => {
  if (program !== null) return
  const message = 'firefox-esr is not installed, so nobody has checked that Parley works in Firefox'
  if (process.env.CI) throw new Error(message)
  console.warn(message)
  test.skip(true, message)
})

test('in Firefox people sign in, talk, come back online, reload, and share a session between tabs', async () => {
  const [ada, ben] = await Promise.all([newPerson('Ada Arden'), newPerson('Ben Birch')])
  const firefox = await Firefox.start(program!, { 'intl.accept_languages': 'C' })
  try {
    const [adas, bens] = [await firefox.open(parleyUrl()), await firefox.open(parleyUrl())]
    for (const [tab, { email }] of [
      [adas, ada],
      [bens, ben],
    ] as const) {
      await tab.write('input[type=email]', email)
      await tab.write('input[type=password]', PASSWORD)
      await tab.click('button', 'Sign in')
      await tab.sees('Online')
    }

    await adas.click('button', 'New conversation')
    await adas.write('[role=dialog] input', ben.email)
    await adas.click('[role=dialog] li button, [role=dialog] [role=option]')
    await adas.write(MESSAGE, 'hello https://example.com')
    await adas.press(ENTER)
    await bens.click('nav a', undefined)
    await bens.sees('hello https://example.com')
    await bens.write(MESSAGE, 'שלום לכולם')
    await bens.press(ENTER)
    await adas.sees('שלום לכולם')

    expect.soft(await adas.value(GAP_BEFORE_TIME)).toBeGreaterThanOrEqual(8)
    expect.soft(await adas.value(SCROLLS_SIDEWAYS)).toBe(false)
    expect.soft(await adas.value(`document.querySelector('[role=log]').tabIndex`)).toBe(-1)

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
    for (const tab of [second, bens]) await tab.sees('Forgot')
    expect.soft(firefox.console.filter((line) => /Content-Security-Policy/.test(line))).toEqual([])
  } finally {
    await firefox.close()
  }
})

test('a Firefox that blocks all cookies is told what to allow', async () => {
  const firefox = await Firefox.start(program!, { 'network.cookie.cookieBehavior': 2 })
  try {
    const tab = await firefox.open(parleyUrl())
    await tab.sees('This browser stores nothing for this site.')
  } finally {
    await firefox.close()
  }
})

/** WebDriver's name of the key. */
const ENTER = '\uE007'

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
