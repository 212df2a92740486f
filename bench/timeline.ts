import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { clickRounds } from './screen/click-rounds.ts'
import { openDesk } from './screen/desk.ts'
import { frameRounds } from './screen/frame-rounds.ts'
import { MemoryProbe } from './screen/memory.ts'
import { arriveAll, scrollThrough } from './screen/memory-runs.ts'
import { report, type Findings } from './screen/report.ts'
import { openWorld, type World } from './screen/world.ts'

/** The work of a reader's browser with ten thousand messages, or another given number, next to a plain page. */
const MESSAGES = Number(process.argv[2] ?? 10_000)
const RESULTS = fileURLToPath(new URL('results/timeline.md', import.meta.url))
/** On a busy machine the results would mean nothing. */
const LIMIT_MILLISECONDS = 6 * 60_000 * Math.max(1, MESSAGES / 10_000)

async function measure(world: World): Promise<Findings> {
  const tell = (what: string) => console.log(`${(performance.now() / 1000).toFixed(0)} s: ${what}`)
  const desk = await openDesk(world)
  await desk.open(desk.ben)
  tell('frames')
  const frames = await frameRounds(desk)
  tell('clicks')
  const clicks = await clickRounds(desk)
  await desk.page.bringToFront()
  await desk.open(desk.ben)
  const memory = await MemoryProbe.attach(desk.page)
  tell('messages arrive')
  const arrived = await arriveAll(desk, memory, MESSAGES)
  tell('the history is scrolled through')
  const scrolled = await scrollThrough(desk, memory)
  desk.close()
  return { browser: world.browser.version(), frames, clicks, arrived, scrolled }
}

const world = await openWorld()
const interrupted = new Promise<never>((_, reject) => {
  const giveUp = (why: string) => reject(new Error(`given up: ${why}`))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => giveUp(signal))
  setTimeout(() => giveUp('it took too long'), LIMIT_MILLISECONDS).unref()
})
try {
  const found = report(await Promise.race([measure(world), interrupted]))
  writeFileSync(
    RESULTS,
    await format(found, { parser: 'markdown', proseWrap: 'always', printWidth: 100 }),
  )
  console.log(`\n${found}`)
} finally {
  await world.close()
}
