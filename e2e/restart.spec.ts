import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from '@playwright/test'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { runScript, type ParleyProcess } from '../testing/parley.ts'
import { ParleyPage } from './parley-page.ts'
import { expect, test } from './test.ts'

let folder = ''
let parley: ParleyProcess | null = null
let port = 0

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-restart-'))
  port = await freePort()
})
test.afterEach(async () => {
  parley?.signal('SIGTERM')
  await parley?.exited
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

async function start(): Promise<void> {
  parley = runScript('scripts/start.ts', {
    PORT: String(port),
    PARLEY_DATA_DIR: join(folder, 'data'),
    // The page of the other Parley is built already, and a build costs more than the rest of a start.
    PARLEY_CLIENT_DIR: process.env.PARLEY_E2E_PAGE ?? '',
  })
  await parley.running
}

async function kill(): Promise<void> {
  parley!.signal('SIGKILL')
  await parley!.exited
}

async function signIn(browser: Browser, email: string): Promise<ParleyPage> {
  const window = new ParleyPage(await (await browser.newContext()).newPage())
  await window.page.goto(`http://localhost:${port}`)
  await window.signIn(email, 'parley-local')
  await window.expectOnline()
  return window
}

test('the seeded people write, everything is killed and started again, and nothing is lost', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  await start()
  const [ada, ben] = [
    await signIn(browser, 'ada@example.com'),
    await signIn(browser, 'ben@example.com'),
  ]
  await ada.talkTo('ben@example.com')
  await ada.write('Will this survive?')
  await ben.open('Ada Lovelace')
  await ben.write('We shall see.')
  await expect(ada.message('We shall see.')).toBeVisible()

  await kill()
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

/** Holds up the pieces of uploads, so that a test knows where an upload stands. */
async function holdPieces(context: BrowserContext) {
  let count = 0
  let wanted = 0
  let reached: () => void = () => undefined
  let release: () => void = () => undefined
  await context.route('**/api/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && ++count === wanted) {
      const mayGoOn = new Promise<void>((resolve) => (release = resolve))
      reached()
      await mayGoOn
    }
    // The tab of a piece that waited may be closed by now.
    await route.continue().catch(() => undefined)
  })
  return {
    /** Lets the pieces go up to this one, which waits. Tries that failed count too. */
    async upTo(piece: number): Promise<void> {
      const there = new Promise<void>((resolve) => (reached = resolve))
      wanted = piece
      release()
      await there
    },
    goOn: () => release(),
  }
}

test('50 MB arrive byte for byte through two kills, a cut network and a closed tab, after the text written meanwhile', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  await start()
  const [ada, ben] = [
    await signIn(browser, 'ada@example.com'),
    await signIn(browser, 'ben@example.com'),
  ]
  await ada.talkTo('ben@example.com')
  await ada.write('before')
  await ben.open('Ada Lovelace')
  const bytes = randomBytes(50_000_000)
  const path = join(folder, 'large.bin')
  writeFileSync(path, bytes)
  const context = ada.page.context()
  const pieces = await holdPieces(context)

  const chooser = ada.page.waitForEvent('filechooser')
  await ada.page.getByRole('button', { name: 'Attach files' }).click()
  await (await chooser).setFiles(path)
  await expect(ada.page.getByRole('list', { name: 'Files to send' })).toContainText('large.bin')
  const first = pieces.upTo(5)
  await ada.write('the large file')
  await ada.write('the text')
  await first
  await expect(ben.message('the text')).toBeVisible()

  await pieces.upTo(12)
  await kill()
  pieces.goOn()
  await start()
  await pieces.upTo(24)
  await context.setOffline(true)
  pieces.goOn()
  await expect(ada.message('the large file')).toContainText('Waits for a connection')
  await context.setOffline(false)
  await pieces.upTo(34)
  await kill()
  pieces.goOn()
  await start()
  await pieces.upTo(42)
  await ada.page.close()
  pieces.goOn()
  await (await context.newPage()).goto(`http://localhost:${port}`)

  await expect(ben.log.getByRole('article')).toHaveText([/before/, /the text/, /the large file/])
  const link = ben.message('the large file').getByRole('link', { name: /^Download large.bin/ })
  const answer = await ben.page.request.get(
    `http://localhost:${port}${await link.getAttribute('href')}`,
  )
  const hash = (all: Buffer) => createHash('sha256').update(all).digest('hex')
  expect(hash(await answer.body())).toBe(hash(bytes))
})
