import type { Page } from '@playwright/test'
import { turnWheel, type Desk } from './desk.ts'
import { MemoryProbe, type Sample } from './memory.ts'

const EVERY = 1_000
/** Eight times the target, and below the limit of the relay for one person. */
export const MESSAGES_PER_MINUTE = 8_000
/** A page of history scrolls past in a tenth of a second. */
const FLING_PIXELS = 500
/** A busy machine turns back earlier. */
const MOST_SECONDS_UP = 60
/** Reading the position costs more than a turn of the wheel. */
const TURNS_PER_LOOK = 4

/** So many messages arrive at the end of the open conversation while its reader watches. */
export async function arriveAll(
  { ben, caughtUp }: Desk,
  memory: MemoryProbe,
  count: number,
): Promise<Sample[]> {
  const samples = [await memory.sample(0)]
  for (let arrived = EVERY; arrived <= count; arrived += EVERY) {
    await ben.write(EVERY, MESSAGES_PER_MINUTE)
    await caughtUp(ben)
    samples.push(await memory.sample(arrived))
  }
  return samples
}

/** Scrolls up to the first message by wheel, or as far as the time allows, and back down to the last. */
export async function scrollThrough({ page, ben }: Desk, memory: MemoryProbe): Promise<Sample[]> {
  const samples = [await memory.sample(0)]
  const sampleAt = async (passed: number) => {
    if (passed >= samples.length * EVERY) samples.push(await memory.sample(passed))
  }
  const end = performance.now() + MOST_SECONDS_UP * 1000
  let top = 1
  await turnWheel(page, -FLING_PIXELS, async (turns) => {
    if (turns % TURNS_PER_LOOK > 0) return false
    const { first, atTop } = await placeOf(page)
    await sampleAt(ben.written - first)
    top = first
    return (first === 1 && atTop) || performance.now() > end
  })
  await turnWheel(page, FLING_PIXELS, async (turns) => {
    if (turns % TURNS_PER_LOOK > 0) return false
    const { last } = await placeOf(page)
    await sampleAt(ben.written - top + last - top)
    return last === ben.written
  })
  return samples
}

/** The numbers of the first and the last message in the document. */
const placeOf = (page: Page) =>
  page.evaluate(() => {
    const log = document.querySelector('[role="log"]')
    const rows = [...(log?.querySelectorAll<HTMLElement>('article') ?? [])]
    return {
      first: Number(rows[0]?.dataset['seq']),
      last: Number(rows.at(-1)?.dataset['seq']),
      atTop: log?.scrollTop === 0,
    }
  })
