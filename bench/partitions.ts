import postgres from 'postgres'
import { fileURLToPath } from 'node:url'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { provisionDatabase } from '../supabase/local/database/provision.ts'
import { openGround } from './ground.ts'
import { seed } from './history/seed.ts'
import { sizeOf } from './history/size.ts'
import { median, short, table } from './figures.ts'
import { readFileSync } from 'node:fs'

/** The table of messages as it is, beside the same rows in partitions by conversation. */
const MIGRATIONS = fileURLToPath(new URL('../supabase/migrations', import.meta.url))
const STEP = fileURLToPath(new URL('history/partition.sql', import.meta.url))
const MESSAGES = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = 9
const TABLES = ['messages', 'messages_parted'] as const
const BATCH = 50

type Act = (sql: postgres.Sql, name: string) => Promise<unknown>

/** Conversations at random: the cost of an index is that of the pages that nobody has touched lately. */
const acts: Record<string, Act> = {
  'write 50 messages to 50 conversations, 20 times': async (sql, name) => {
    for (let n = 0; n < 20; n++) {
      await sql.unsafe(`
        insert into ${name} (conversation_id, seq, ver, sender_id, client_id, body)
        select c.id, c.place, c.place, sender.user_id, gen_random_uuid(), 'nobody waits'
        from (
          select id, 10000000 + (random() * 1e9)::bigint as place
          from conversations tablesample system_rows(${BATCH})
        ) c
        cross join lateral (
          select user_id from conversation_participants p where p.conversation_id = c.id limit 1
        ) sender
        on conflict do nothing`)
    }
  },
  'the newest page of 50 conversations': (sql, name) =>
    sql.unsafe(`
      select count(m.id) from (select id from conversations tablesample system_rows(${BATCH})) c
      cross join lateral (
        select * from ${name} m where m.conversation_id = c.id order by m.seq desc limit 50
      ) m`),
  'one message by its id, 50 times': (sql, name) =>
    sql.unsafe(`
      select count(m.body) from (select id from messages tablesample system_rows(${BATCH})) one
      join ${name} m on m.id = one.id`),
}

const ground = await openGround({ people: 0 })
try {
  const { cluster, password } = ground
  const database = 'bench_partitions'
  await ground.createDatabase(database)
  await provisionDatabase({ cluster, database, password, migrationsDir: MIGRATIONS })
  const sql = postgres(cluster.url(SUPERUSER, database), { max: 1, onnotice: () => undefined })
  await sql`create extension if not exists tsm_system_rows`
  await seed(cluster.url(SUPERUSER, database), sizeOf(MESSAGES))
  const begin = performance.now()
  await sql.unsafe(readFileSync(STEP, 'utf8'))
  await sql`vacuum analyze`
  const copied = ((performance.now() - begin) / 1000).toFixed(0)
  console.log(`${MESSAGES.toLocaleString('en')} messages; the step took ${copied} s\n`)

  const rows = []
  for (const [name, act] of Object.entries(acts)) {
    const taken = Object.fromEntries(TABLES.map((one) => [one, [] as number[]]))
    for (let round = 0; round <= ROUNDS; round++) {
      for (const one of TABLES) {
        const start = performance.now()
        await act(sql, one)
        if (round > 0) taken[one]!.push(performance.now() - start)
      }
    }
    const [plain = 0, parted = 0] = TABLES.map((one) => median(taken[one]!))
    rows.push([name, short(plain), short(parted), (parted / plain).toFixed(2)])
  }
  console.log(table(['ms', 'one table', '16 partitions', 'ratio'], rows))
  await sql.end()
} finally {
  await ground.close()
}
process.exit()
