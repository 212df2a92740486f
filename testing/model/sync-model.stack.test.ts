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
/** Fixed, so that a build says the same twice; to look further, give another (`PARLEY_MODEL_SEED=$RANDOM`). */
const seed = Number(process.env.PARLEY_MODEL_SEED ?? 174_550_878)
/** Makes what failed smaller, which takes a while. */
const shrinks = process.env.PARLEY_MODEL_SHRINK !== undefined
/** Failures after which the others are not looked for. */
const ENOUGH = 3
/** Lives beside each other, each with its own connections: while one waits for the database, the other goes on. */
const LANES = 2
/** Tables that begin empty and fill, and that nobody analyses: plans are made once and use the indexes. */
const settings = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' }

let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  // Reading cookies is loaded with the plugin.
  await fastify().register(fastifyCookie).ready()
  sql = postgres(database.superuserUrl, { max: LANES, onnotice: () => undefined })
  for (const [name, value] of Object.entries(settings)) {
    await sql.unsafe(`alter database ${database.name} set ${name} = ${value}`)
  }
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

test(
  `${runs} lives of a conversation, however they go: all see the same`,
  { timeout: 60_000 + runs * 1_000 },
  async () => {
    const began = performance.now()
    const left = Array.from({ length: runs }, (_, n) => seed + n)
    const failures: string[] = []
    /** Seed by seed, so that one run is repeated without those before it. */
    const one = async (next: number, relaySql: Database) => {
      const property = fc.asyncProperty(scenario, (told) => play(told, { relaySql, sql }))
      try {
        await fc.assert(property, { seed: next, numRuns: 1, endOnFailure: !shrinks })
      } catch (error) {
        const { message, cause } = error as Error
        failures.push(
          `run ${next - seed + 1}, again with PARLEY_MODEL_RUNS=1 PARLEY_MODEL_SEED=${next}: ${message}\n${(cause as Error | undefined)?.message}`,
        )
      }
    }
    const lane = async () => {
      const relaySql = openDatabase(database.url, silent)
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        await one(next, relaySql)
        if (failures.length >= ENOUGH) left.length = 0
      }
      await relaySql.end()
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage()
    console.log(
      `seed ${seed}: ${runs} runs in ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(0)} s of them at work`,
      JSON.stringify(total),
    )
    expect(failures.join('\n\n')).toBe('')
  },
)
