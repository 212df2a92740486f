import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { runScript, type ParleyProcess } from '../testing/parley.ts'
import { ParleyPage } from './parley-page.ts'
import { expect, test } from './test.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-restart-'))
let parley: ParleyProcess | null = null

test.afterEach(async () => {
  parley?.signal('SIGTERM')
  await parley?.exited
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

test('the seeded people write, everything is killed and started again, and nothing is lost', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const start = async () => {
    parley = runScript('scripts/start.ts', {
      PORT: String(port),
      PARLEY_DATA_DIR: join(folder, 'data'),
      // The page of the other Parley is built already, and a build costs more than the rest of a start.
      PARLEY_CLIENT_DIR: process.env.PARLEY_E2E_PAGE ?? '',
    })
    await parley.running
  }
  const signIn = async (email: string) => {
    const window = new ParleyPage(await (await browser.newContext()).newPage())
    await window.page.goto(url)
    await window.signIn(email, 'parley-local')
    await window.expectOnline()
    return window
  }
  await start()
  const [ada, ben] = [await signIn('ada@example.com'), await signIn('ben@example.com')]
  await ada.talkTo('ben@example.com')
  await ada.write('Will this survive?')
  await ben.open('Ada Lovelace')
  await ben.write('We shall see.')
  await expect(ada.message('We shall see.')).toBeVisible()

  parley!.signal('SIGKILL')
  await parley!.exited
  await expect(ada.status).not.toHaveText('Online')
  await ada.write('Written while nobody was there.')
  await start()
  await ada.expectOnline()
  await ben.expectOnline()
  await expect(ben.message('Written while nobody was there.')).toHaveCount(1)
  await ben.page.reload()
  await expect(ben.message('Will this survive?')).toHaveCount(1)
  await expect(ben.message('We shall see.')).toHaveCount(1)
})
