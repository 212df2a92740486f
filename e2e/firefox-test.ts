import { test as base } from '@playwright/test'
import { findProgram } from '../testing/supabase-cli/run.ts'
import { Firefox } from './firefox.ts'
import { newPerson, parleyUrl, PASSWORD } from './people.ts'

const program = findProgram('firefox-esr') ?? findProgram('firefox')
type Start = (preferences: Record<string, unknown>) => Promise<Firefox>

/** Every Firefox of a test ends with it, however the test ends. */
export const test = base.extend<{ start: Start }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
  start: async ({}, use) => {
    const started: Firefox[] = []
    await use(async (preferences) => {
      const firefox = await Firefox.start(program!, preferences)
      started.push(firefox)
      return firefox
    })
    await Promise.all(started.map((firefox) => firefox.close()))
  },
})

/** A laptop may lack Firefox, and says so. Continuous integration must have it. */
export const needFirefox = () =>
  test.beforeAll(() => {
    if (program !== null) return
    const message =
      'firefox-esr is not installed, so nobody has checked that Parley works in Firefox'
    if (process.env.CI) throw new Error(message)
    console.warn(message)
    test.skip(true, message)
  })

/** The field of the composer. */
export const MESSAGE = 'textarea[aria-label="Message"]'

/** Ada and Ben sign in, each in a tab of their own, and Ada opens a new conversation with Ben. */
export async function openPair(firefox: Firefox) {
  const [ada, ben] = await Promise.all([newPerson('Ada Arden'), newPerson('Ben Birch')])
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
  return { adas, bens }
}
