import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { findChromium } from '../../e2e/chromium.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { runScript } from '../../testing/parley.ts'

/** Parley as `npm start` runs it, with its page built, and a browser that opens it. */
export interface World {
  url: string
  browser: Browser
  /** The folder of this installation, with its database. */
  dataDir: string
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const port = await freePort()
  const dataDir = join(folder, 'data')
  const parley = runScript('scripts/start.ts', {
    PORT: String(port),
    PARLEY_DATA_DIR: dataDir,
    // The people are made as in the tests of e2e/, and confirm their addresses.
    PARLEY_CONFIRM_EMAIL: '1',
    // The child watches its parent and stops when this process is killed.
    npm_lifecycle_event: 'bench:timeline',
  })
  const stop = async () => {
    parley.signal('SIGTERM')
    await parley.exited
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  try {
    await parley.running
    const url = `http://localhost:${port}`
    process.env.PARLEY_E2E_URL = url
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-gpu'],
      // The caller who opened this world gets both and closes it.
      handleSIGINT: false,
      handleSIGTERM: false,
    })
    const close = async () => {
      await browser.close()
      await stop()
    }
    return { url, browser, dataDir, close }
  } catch (error) {
    await stop()
    throw error
  }
}
