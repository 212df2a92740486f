import { test as base } from '@playwright/test'
import { findProgram } from '../testing/supabase-cli/run.ts'
import { Firefox } from './firefox.ts'

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
