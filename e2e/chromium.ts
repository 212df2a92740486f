import { existsSync } from 'node:fs'
import packaged from '@sparticuz/chromium'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser for the tests: CHROMIUM_PATH, or an installed one, or the one from npm. */
export async function findChromium(): Promise<string> {
  const chosen = [process.env.CHROMIUM_PATH, ...installed].find((path) => path && existsSync(path))
  return chosen ?? packaged.executablePath()
}
