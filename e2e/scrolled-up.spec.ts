import type { Locator } from '@playwright/test'
import { twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const WRITTEN = 60

/** The number of messages after the last visible one, whether they are loaded or not. */
const below = (log: Locator) =>
  log.evaluate((box, written) => {
    const edge = box.getBoundingClientRect().bottom + 32
    const inView = [...box.querySelectorAll<HTMLElement>('[data-seq]')].filter(
      (row) => row.getBoundingClientRect().bottom <= edge,
    )
    return written - Number(inView.at(-1)?.dataset['seq'])
  }, WRITTEN)

const scroll = (log: Locator, pixels: number) =>
  log.evaluate((box, by) => {
    box.scrollTop += by
  }, pixels)

test('a message that has been on the screen no longer counts as new', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  const { page, log } = ada.window
  await page.goto(parleyUrl())
  await ben.window.open('Ada Arden')
  await ben.window.writeMany(Array.from({ length: WRITTEN }, (_, n) => `line ${n + 1}.`))
  await ada.window.open('Ben Birch')
  await expect(ada.window.message('line 1.')).toBeInViewport()
  const latest = page.getByRole('button', { name: /jump to the latest|Latest messages/ })
  const counted = () =>
    expect(async () => {
      expect(await latest.textContent()).toBe(`${await below(log)} new`)
    }).toPass()
  await counted()
  const atFirst = await below(log)
  expect(atFirst).toBeLessThan(WRITTEN)

  await scroll(log, 300)
  await counted()
  const then = await below(log)
  expect(then).toBeLessThan(atFirst)
  await page.setViewportSize({ width: 1280, height: 950 })
  await counted()
  const taller = await below(log)
  expect(taller).toBeLessThan(then)
  await scroll(log, -300)
  await expect.poll(() => below(log)).toBeGreaterThan(taller)
  await expect(latest).toHaveText(`${taller} new`)

  await latest.click()
  await expect(latest).toHaveCount(0)
  // Until the end was drawn once, it has not been on the screen.
  await expect(ada.window.message(`line ${WRITTEN}.`)).toBeInViewport()
  await scroll(log, -1_000)
  await expect(latest).toHaveText('Latest')
  await ben.window.write('One more')
  await expect(latest).toHaveText('1 new')
  await scroll(log, 10_000)
  await expect(ada.window.message('One more')).toBeInViewport()
  await scroll(log, -1_000)
  await expect(latest).toHaveText('Latest')
})

test('a reader who scrolls at once in a conversation keeps the place while older messages are drawn', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { page, log } = ada.window
  await ada.window.writeMany(Array.from({ length: 45 }, (_, n) => `line ${n + 1}.`))
  await expect(ada.window.message('line 45.')).toBeInViewport()
  const path = new URL(page.url()).pathname
  await ada.window.makeGroups(1)
  await ada.window.open('Newer 1')
  await expect(log.getByRole('article')).toHaveCount(0)

  const { drawn, top } = await page.evaluate(async (href) => {
    document.querySelector<HTMLElement>(`nav a[href="${href}"]`)!.click()
    const rows = () => [...document.querySelectorAll<HTMLElement>('[role="log"] article')]
    while (rows().length === 0) await new Promise(requestAnimationFrame)
    const drawn = rows().length
    document.querySelector('[role="log"]')!.scrollTop -= 150
    await new Promise(requestAnimationFrame)
    return { drawn, top: rows().at(-1)!.getBoundingClientRect().top }
  }, path)
  expect(drawn).toBeLessThan(45)
  await expect(log.getByRole('article')).toHaveCount(45)
  const last = ada.window.message('line 45.')
  expect((await last.boundingBox())?.y).toBeCloseTo(top, 0)
})
