import type { Locator, Page } from '@playwright/test'
import { ParleyPage } from '../../e2e/parley-page.ts'
import { keepSupabaseSession, newPerson } from '../../e2e/people.ts'
import { installProbe } from './probe.ts'
import { openStaticPage } from './static-page.ts'
import type { World } from './world.ts'
import { Writer } from './writer.ts'

/** A page fills the screen a few times. */
const BEGUN = 60
const TICK_MILLISECONDS = 1000 / 60

/** The reader's browser: Parley with one conversation open and another in the list, and a plain page. */
export interface Desk {
  page: Page
  plain: Page
  ben: Writer
  cleo: Writer
  /** The row of the writer in the list. */
  rowOf(writer: Writer): Locator
  open(writer: Writer): Promise<void>
  /** Waits until the newest message of the open conversation is on the screen. */
  caughtUp(writer: Writer): Promise<void>
  /** Scrolls to the end, from any place, so that everything is read. */
  toLatest(writer: Writer): Promise<void>
  /** Disconnects the writers. */
  close(): void
}

/** `prepare` gets the id of the reader, before the page is opened. */
export async function openDesk(
  { url, browser }: World,
  prepare: (readerId: string) => Promise<void> = async () => undefined,
): Promise<Desk> {
  const ada = await newPerson('Ada')
  await prepare(ada.session.user.id)
  const ben = await Writer.begin(url, 'Ben', ada.session.user.id)
  const cleo = await Writer.begin(url, 'Cleo', ada.session.user.id)
  await Promise.all([ben, cleo].map((writer) => writer.write(BEGUN, 6_000)))

  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  await context.addInitScript(installProbe)
  const before = await context.newPage()
  await keepSupabaseSession(before, ada.session)
  await before.close()
  const plain = await openStaticPage(context, url)
  const page = await context.newPage()
  await page.goto(url)
  const parley = new ParleyPage(page)
  await parley.expectOnline()
  await page.mouse.move(800, 400)
  await plain.mouse.move(800, 400)

  const newest = ({ written }: Writer) => parley.log.locator(`[data-seq="${written}"]`)
  const rowOf = ({ name }: Writer) =>
    page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name })
  const toLatest = async (writer: Writer) => {
    const unread = rowOf(writer).getByText(/unread/)
    // The scroll to the first unread message may not have ended when the first of these comes.
    do await page.keyboard.press('Escape')
    while ((await unread.count()) > 0 || (await newest(writer).count()) === 0)
    await page.mouse.move(800, 400)
  }
  return {
    page,
    plain,
    ben,
    cleo,
    caughtUp: (writer) => newest(writer).waitFor(),
    rowOf,
    async open(writer) {
      await rowOf(writer).click()
      await toLatest(writer)
    },
    toLatest,
    close: () => [ben, cleo].forEach((writer) => writer.close()),
  }
}

/** Turns the wheel sixty times a second, as fast as the page follows, until `isEnough`. */
export async function turnWheel(
  page: Page,
  pixels: number,
  isEnough: (turns: number) => boolean | Promise<boolean>,
): Promise<void> {
  let next = performance.now()
  for (let turns = 0; !(await isEnough(turns)); turns++) {
    await page.mouse.wheel(0, pixels)
    next = Math.max(performance.now(), next + TICK_MILLISECONDS)
    await new Promise((wait) => setTimeout(wait, next - performance.now()))
  }
}
