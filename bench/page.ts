import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { format } from 'prettier'
import { clickRounds } from './screen/click-rounds.ts'
import { openDesk, turnWheel } from './screen/desk.ts'
import { listReport, type ListFindings } from './screen/list-report.ts'
import { joinMany } from './screen/many-conversations.ts'
import { MemoryProbe } from './screen/memory.ts'
import { recordFrames } from './screen/probe.ts'
import { openWorld, type World } from './screen/world.ts'

/** The list of a person in five thousand conversations, or in another given number, next to a plain page. */
const CONVERSATIONS = Number(process.argv[2] ?? 5_000)
const RESULTS = fileURLToPath(new URL('results/page.md', import.meta.url))
const ROUNDS = 5
const SECONDS = 3
const PER_MINUTE = 1_000
const WHEEL_PIXELS = 100
const LIMIT_MILLISECONDS = 3 * 60_000

const wheel = (page: Page, pixels: number) => () => {
  const end = performance.now() + SECONDS * 1000
  return turnWheel(page, pixels, () => performance.now() > end)
}

const loadedOn = (page: Page) =>
  page.evaluate(() => {
    const rows = document.querySelectorAll('nav li')
    return Number(rows[0]?.getAttribute('aria-setsize') ?? rows.length)
  })

/** Presses the button for more until all conversations are loaded. */
async function loadAll(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: 'Show more conversations' })
  for (let loaded = await loadedOn(page); loaded < CONVERSATIONS; loaded = await loadedOn(page)) {
    await more.click()
    await expect.poll(() => loadedOn(page), { timeout: 20_000 }).toBeGreaterThan(loaded)
  }
}

async function measure(world: World): Promise<ListFindings> {
  const desk = await openDesk(world, (ada) => joinMany(world.dataDir, ada, CONVERSATIONS))
  const { page, plain, ben, cleo } = desk
  const memory = await MemoryProbe.attach(page)
  const before = await memory.sample(0)
  await loadAll(page)
  const after = await memory.sample(CONVERSATIONS)
  const rows = await page.locator('nav li').count()
  // Each message comes into another conversation than the one before, so each moves a row of the list.
  const write = async () => {
    const [count, perMinute] = [(PER_MINUTE * SECONDS) / 120, PER_MINUTE / 2]
    await Promise.all([ben, cleo].map((writer) => writer.write(count, perMinute)))
  }

  const found: ListFindings['frames'] = { scrolled: [], arriving: [], open: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const pixels = round % 2 === 0 ? WHEEL_PIXELS : -WHEEL_PIXELS
    await plain.bringToFront()
    await plain.mouse.move(150, 500)
    const beside = await recordFrames(plain, wheel(plain, -pixels))
    await page.bringToFront()
    await page.mouse.move(150, 500)
    const scrolled = await recordFrames(page, wheel(page, WHEEL_PIXELS))
    // Rows that get messages are at the top.
    await page.locator('nav ul').evaluate((list) => list.parentElement?.scrollTo(0, 0))
    found.scrolled.push({ plain: beside, parley: scrolled })
    found.arriving.push({ plain: beside, parley: await recordFrames(page, write) })
  }
  const clicks = await clickRounds(desk)
  await page.bringToFront()
  await desk.open(ben)
  for (const { plain: beside } of found.scrolled)
    found.open.push({ plain: beside, parley: await recordFrames(page, write) })
  await desk.caughtUp(ben)
  const arrived = await memory.sample(ben.written + cleo.written)
  desk.close()
  const samples = { before, after, arrived }
  return { browser: world.browser.version(), ...samples, rows, frames: found, clicks }
}

const world = await openWorld()
const tooLong = new Promise<never>((_, reject) => {
  setTimeout(() => reject(new Error('it took too long')), LIMIT_MILLISECONDS).unref()
})
try {
  const found = listReport(await Promise.race([measure(world), tooLong]), {
    conversations: CONVERSATIONS,
    rounds: ROUNDS,
    seconds: SECONDS,
  })
  writeFileSync(
    RESULTS,
    await format(found, { parser: 'markdown', proseWrap: 'always', printWidth: 100 }),
  )
  console.log(`\n${found}`)
} finally {
  await world.close()
}
