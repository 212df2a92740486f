import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { send } from '../testing/conversations.ts'
import type { TestSocket } from '../testing/browser.ts'
import { attacks } from './fairness/attacks.ts'
import { openWorld, type World } from './fairness/world.ts'
import { median } from './figures.ts'

/**
 * How long another person's message takes while one account does its worst within the limits. Each round measures calm
 * and then every attack in turn, so that other load on the machine affects all of them.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const SENDS = 40
const BETWEEN_MILLISECONDS = 25
/** An attack runs this long before anything is measured. */
const HEAD_START_MILLISECONDS = 1_500

const ATTACKER = fileURLToPath(new URL('fairness/attacker.ts', import.meta.url))

interface Measured {
  milliseconds: number[]
  /** The most queries that were at work for the relay at once, of all people. */
  atWork: number
}

async function measure(world: World, socket: TestSocket): Promise<Measured> {
  const milliseconds: number[] = []
  let atWork = 0
  for (let n = 0; n < SENDS; n++) {
    const begin = performance.now()
    const answer = await send(socket, world.victim.conversationId, `message ${n}`)
    if (!answer.ok) throw new Error(`refused: ${answer.error.code}`)
    milliseconds.push(performance.now() - begin)
    if (n % 8 === 0) atWork = Math.max(atWork, await queriesAtWork(world))
    await pause(BETWEEN_MILLISECONDS)
  }
  return { milliseconds, atWork }
}

async function queriesAtWork({ sql }: World): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where application_name = 'parley-relay' and state <> 'idle'`
  return row?.count ?? 0
}

async function underAttack(name: string, world: World, socket: TestSocket): Promise<Measured> {
  const args = ['--import', 'tsx', ATTACKER, name, JSON.stringify(world.attacker)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const gone = once(child, 'exit')
  try {
    await pause(HEAD_START_MILLISECONDS)
    return await measure(world, socket)
  } finally {
    child.kill('SIGKILL')
    await gone
    await calmDown(world)
  }
}

/** What an attack has begun may go on for a while. */
async function calmDown(world: World): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await queriesAtWork(world)) === 0) return
    await pause(100)
  }
}

const world = await openWorld()
try {
  const { socket } = await world.victim.browser.connect()
  await measure(world, socket)
  const names = Object.keys(attacks).filter((name) => name.includes(process.env.ONLY ?? ''))
  const ratios = new Map(names.map((name) => [name, [] as number[]]))
  const queues = new Map<string, number>()
  const calm: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const before = median((await measure(world, socket)).milliseconds)
      calm.push(before)
      const { milliseconds, atWork } = await underAttack(name, world, socket)
      ratios.get(name)!.push(median(milliseconds) / before)
      queues.set(name, Math.max(queues.get(name) ?? 0, atWork))
    }
  }
  console.log(`medians of ${ROUNDS} rounds; calm: ${median(calm).toFixed(1)} ms a message\n`)
  console.log('| one account does its worst | another person waits, × calm | queries at work |')
  console.log('| --- | ---: | ---: |')
  for (const [name, all] of ratios) {
    console.log(`| ${name} | ${median(all).toFixed(1)} | ${queues.get(name)} |`)
  }
  socket.disconnect()
} finally {
  await world.close()
}
process.exit()
