import { existsSync } from 'node:fs'
import packaged from '@sparticuz/chromium'

/** It draws no window of its own, so a page costs less than half of the processor time of a whole browser. */
const headlessShell = '/usr/bin/chromium-headless-shell'
const wholeBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser of people: CHROMIUM_PATH, or an installed one, or the one from npm. */
export const findChromium = (): Promise<string> => firstOf(wholeBrowsers)

/** The browser for the tests, the same but without a window if it is installed. */
export const findHeadlessChromium = (): Promise<string> =>
  firstOf([headlessShell, ...wholeBrowsers])

async function firstOf(paths: readonly string[]): Promise<string> {
  const chosen = [process.env.CHROMIUM_PATH, ...paths].find((path) => path && existsSync(path))
  return chosen ?? packaged.executablePath()
}
