import type { Page } from '@playwright/test'
import { turnWheel, type Desk } from './desk.ts'
import { recordFrames, type Recording } from './probe.ts'

export const FRAME_ROUNDS = 5
export const FRAME_SECONDS = 3
const PER_MINUTE = 1_000
/** Six thousand pixels a second: about the speed at which a person can still see what scrolls past. */
const WHEEL_PIXELS = 100

export const situations = ['idle', 'arriving', 'scrolled'] as const
/** A plain page runs next to each. No message arrives there, so it is idle then. */
export type Frames = Record<(typeof situations)[number], { plain: Recording; parley: Recording }[]>

/** The situations take turns, so that other load on the machine affects all equally. */
export async function frameRounds({ page, plain, ben, toLatest }: Desk): Promise<Frames> {
  const wait = () => page.waitForTimeout(FRAME_SECONDS * 1000)
  const scroll = (on: Page) => () => {
    const end = performance.now() + FRAME_SECONDS * 1000
    return turnWheel(on, -WHEEL_PIXELS, () => performance.now() > end)
  }
  const arrive = () => ben.write((PER_MINUTE * FRAME_SECONDS) / 60, PER_MINUTE)

  const found: Frames = { idle: [], scrolled: [], arriving: [] }
  for (let round = 0; round < FRAME_ROUNDS; round++) {
    await plain.bringToFront()
    await plain.evaluate(() => document.querySelector('#box')?.scrollTo(0, 1e9))
    const plainIdle = await recordFrames(plain, wait)
    const plainScrolled = await recordFrames(plain, scroll(plain))
    await page.bringToFront()
    found.idle.push({ plain: plainIdle, parley: await recordFrames(page, wait) })
    found.arriving.push({ plain: plainIdle, parley: await recordFrames(page, arrive) })
    found.scrolled.push({ plain: plainScrolled, parley: await recordFrames(page, scroll(page)) })
    await toLatest(ben)
  }
  return found
}
