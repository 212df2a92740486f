import { existsSync } from 'node:fs'
import packaged from '@sparticuz/chromium'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser to test with: the one named by CHROMIUM_PATH, one that is installed, or the one that npm brought. */
export async function findChromium(): Promise<string> {
  const chosen = [process.env.CHROMIUM_PATH, ...installed].find((path) => path && existsSync(path))
  return chosen ?? packaged.executablePath()
}
