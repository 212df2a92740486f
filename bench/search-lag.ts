import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { percentile, short, table } from './figures.ts'
import { openGround } from './ground.ts'
import { networks } from './load/networks/index.ts'
import { Traffic } from './load/traffic.ts'
import { insertParley } from './peers/parley-database.ts'
import { openParley } from './peers/parley-relay.ts'

/** How long after its commit a message is in the index of the search, while 500 pairs write at these rates. */
const RATES = process.argv.slice(2).map(Number)
if (RATES.length === 0) RATES.push(300, 1_000)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20)
const PAIRS = 500
const EVERY_MILLISECONDS = 25
const SAMPLES_EACH = 5

/** Takes the newest messages that wait for the index, and asks for them until it has them. */
class Samples {
  readonly #waiting = new Map<string, Date>()
  #isOver = false
  readonly seconds: number[] = []

  async take(sql: postgres.Sql): Promise<void> {
    while (!this.#isOver || this.#waiting.size > 0) {
      const found = await sql<{ id: string; now: Date }[]>`
        select id, clock_timestamp() as now from private.search_entries
        where id = any(${[...this.#waiting.keys()]}::uuid[])`
      for (const { id, now } of found) {
        this.seconds.push((now.getTime() - this.#waiting.get(id)!.getTime()) / 1_000)
        this.#waiting.delete(id)
      }
      if (!this.#isOver) await this.#begin(sql)
      await pause(EVERY_MILLISECONDS)
    }
  }

  async #begin(sql: postgres.Sql): Promise<void> {
    const newest = await sql<{ id: string; at: Date }[]>`
      select message_id as id, queued_at as at from private.search_queue
      order by id desc limit ${SAMPLES_EACH}`
    for (const { id, at } of newest) this.#waiting.set(id, at)
  }

  end(): void {
    this.#isOver = true
  }
}

const ground = await openGround({ people: PAIRS * 2 })
try {
  const database = await insertParley(ground, 'bench_search')
  const relay = await openParley(database, { profileTo: null })
  const { people, signIns } = ground.crowd
  const everybody = people.map((userId, n) => ({ userId, id: signIns[n]! }))
  const { cookies } = await relay.bridge(everybody, [])
  const running = await relay.start(cookies)
  const sql = postgres(ground.cluster.url(SUPERUSER, 'bench_search'), { max: 1 })
  const scene = { kind: 'pairs', count: PAIRS } as const
  const traffic = await Traffic.open(networks.parley, running.address, scene)
  const lines: string[][] = []
  for (const rate of RATES) {
    const samples = new Samples()
    const taking = samples.take(sql)
    const latencies = await traffic.sendAt(rate, SECONDS * 1_000)
    samples.end()
    await taking
    const { seconds } = samples
    const shares = [0.5, 0.99, 1].map((share) => short(percentile(seconds, share)))
    const delivered = short(percentile(latencies, 0.99))
    lines.push([rate.toLocaleString('en'), ...shares, String(seconds.length), delivered])
  }
  const head = ['messages/s', 'half, s', '99 %, s', 'slowest, s', 'samples', 'delivery p99, ms']
  console.log(table(head, lines))
  traffic.close()
  await sql.end()
  await running.stop()
  await relay.close()
} finally {
  await ground.close()
}
process.exit()
