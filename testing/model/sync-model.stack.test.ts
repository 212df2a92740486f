// This file replaces timers and other globals. With options of its own, no other file shares its worker.
// @vitest-environment node
// @vitest-environment-options { "sharesGlobals": false }
import fastifyCookie from '@fastify/cookie'
import fc from 'fast-check'
import fastify from 'fastify'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../server/database/client.ts'
import { silent } from '../silence.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { play, scenario, total } from './play.ts'

const runs = Number(process.env.PARLEY_MODEL_RUNS ?? 1_000)
/** The seed is fixed, so that every build does the same. Another one searches further (`PARLEY_MODEL_SEED=$RANDOM`). */
const seed = Number(process.env.PARLEY_MODEL_SEED ?? 174_550_878)
/** Makes a failed run smaller, which takes a while. */
const shrinks = process.env.PARLEY_MODEL_SHRINK !== undefined
/**
 * Every fourth run has three relays behind a load balancer, unless `PARLEY_MODEL_RELAYS` gives their number. It depends
 * on the seed, so a run that is repeated alone has the same number.
 */
const relaysOf = (one: number) => Number(process.env.PARLEY_MODEL_RELAYS ?? (one % 4 === 0 ? 3 : 1))
/** After this many failures, the rest is not run. */
const ENOUGH = 3
/** The number of parallel runs, each with its own database: while one waits for it, another one goes on. */
const LANES = 3
/** The tables begin empty and are never analysed. Plans are made once and use the indexes. */
const settings = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' }

/** The collector works on a whole database. A lane of its own keeps it from the messages of other runs. */
interface Lane extends TestDatabase {
  sql: postgres.Sql
}
let lanes: Lane[]
beforeAll(async () => {
  // The module for cookies is loaded with the plugin.
  await fastify().register(fastifyCookie).ready()
  lanes = await Promise.all(Array.from({ length: LANES }, openLane))
})
afterAll(async () => {
  for (const { sql, drop } of lanes) {
    await sql.end()
    await drop()
  }
})
async function openLane(): Promise<Lane> {
  const database = await openTestDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  for (const [name, value] of Object.entries(settings)) {
    await sql.unsafe(`alter database ${database.name} set ${name} = ${value}`)
  }
  return { ...database, sql }
}

test(
  `${runs} random runs of conversations: all devices agree in the end`,
  { timeout: 60_000 + runs * 1_000 },
  async () => {
    const began = performance.now()
    const left = Array.from({ length: runs }, (_, n) => seed + n)
    const failures: string[] = []
    /** Runs seed by seed, so that one run can be repeated alone. */
    const one = async (next: number, relaySql: Database, sql: postgres.Sql) => {
      const property = fc.asyncProperty(scenario, (told) =>
        play(told, { relaySql, sql, relays: relaysOf(next) }),
      )
      try {
        await fc.assert(property, { seed: next, numRuns: 1, endOnFailure: !shrinks })
      } catch (error) {
        const { message, cause } = error as Error
        failures.push(
          `run ${next - seed + 1}, again with PARLEY_MODEL_RUNS=1 PARLEY_MODEL_SEED=${next}: ${message}\n${(cause as Error | undefined)?.message}`,
        )
      }
    }
    const lane = async ({ url, sql }: Lane) => {
      const relaySql = openDatabase(url, silent)
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        await one(next, relaySql, sql)
        if (failures.length >= ENOUGH) left.length = 0
      }
      await relaySql.end()
    }
    await Promise.all(lanes.map(lane))
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage()
    console.log(
      `seed ${seed}: ${runs} runs in ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(0)} s of them at work`,
      JSON.stringify(total),
    )
    expect(failures.join('\n\n')).toBe('')
  },
)

test('finds a planted leak: the events of a dark room name the account of the sender', async () => {
  const { url, sql } = lanes[0]!
  const relaySql = openDatabase(url, silent)
  const write = { kind: 'send', device: 0, place: 0, choice: 1, pause: 9 } as const
  const told = {
    chance: seed,
    devices: [1, 1, 1],
    isSettled: true,
    operations: [write, { ...write, place: 1 }],
    place: 'in a dark room',
  } as const
  const plant = (accounts: ReadonlyMap<string, string>) => (event: string, push: unknown) =>
    event === 'message:new'
      ? JSON.parse(JSON.stringify(push), (key, value: string) =>
          key === 'sender_id' ? (accounts.get(value) ?? value) : value,
        )
      : push
  const ground = { relaySql, sql, relays: 1 }
  await play(told, ground)
  await expect(play(told, { ...ground, plant })).rejects.toThrow('message:new names the account')
  await relaySql.end()
})
