import { rmSync, chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'
import pg from 'postgres'
import { openDatabase } from '../server/database/client.ts'
import { continueDepartures } from '../server/upkeep/departures.ts'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { startCluster } from '../supabase/local/cluster/postgres.ts'
import { provisionDatabase } from '../supabase/local/database/provision.ts'
import { makeSecrets } from '../supabase/local/folder/secrets.ts'

/** How long Supabase waits when it deletes an account of a million messages, and how long the relay then works. */
const MIGRATIONS = fileURLToPath(new URL('../supabase/migrations', import.meta.url))
const MESSAGES = Number(process.argv[2] ?? 1_000_000)
const CONVERSATIONS = 2_000

/** Half of the messages are in one conversation, the others in all of them. */
async function seed(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into auth.users (id, email) values (gen_random_uuid(), 'ada@example.com') returning id`
  const id = row!.id
  await sql`
    insert into conversations (id, kind, title)
    select md5('c' || n)::uuid, 'GROUP', 'Group' from generate_series(1, ${CONVERSATIONS}::int) n`
  await sql`
    insert into conversation_participants (conversation_id, user_id) select id, ${id} from conversations`
  const step = 50_000
  for (let from = 0; from < MESSAGES; from += step) {
    await sql`
      insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
      select md5('c' || case when n % 2 = 0 then 1 else 1 + (n / 2) % ${CONVERSATIONS}::int end)::uuid,
        n + 1, n + 1, ${id}, gen_random_uuid(), 'message ' || n % 1000 || ' of a long history'
      from generate_series(${from}::int, ${Math.min(from + step, MESSAGES) - 1}::int) n`
  }
  await sql`
    insert into message_reactions (message_id, user_id, emoji, conversation_id)
    select id, ${id}, '👍', conversation_id from messages where seq % 10 = 0`
  await sql`update conversations set last_seq = ${MESSAGES + 1}, last_ver = ${MESSAGES + 1}`
  await sql`vacuum analyze`
  return id
}

async function secondsOf(act: () => Promise<unknown>): Promise<string> {
  const start = performance.now()
  await act()
  return ((performance.now() - start) / 1_000).toFixed(2)
}

const dataDir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
chmodSync(dataDir, 0o711)
const password = makeSecrets().databasePassword
const cluster = await startCluster({ dataDir, password, durable: true })
const sql = pg(cluster.url(SUPERUSER, 'postgres'), { max: 1, onnotice: () => undefined })
try {
  await provisionDatabase({ cluster, database: 'postgres', password, migrationsDir: MIGRATIONS })
  const id = await seed(sql)
  console.log(
    `${MESSAGES} messages, ${CONVERSATIONS} conversations, a reaction to each tenth message`,
  )
  console.log(
    `the deletion: ${await secondsOf(() => sql`delete from auth.users where id = ${id}`)} s`,
  )
  const db = openDatabase(
    cluster.url('postgres', 'postgres'),
    { debug: () => undefined } as never,
    {
      connections: 2,
    },
  )
  console.log(`the rest, by the relay: ${await secondsOf(() => continueDepartures(db))} s`)
  console.log(`left: ${(await sql`select from messages where sender_id = ${id} limit 1`).length}`)
  await db.end()
} finally {
  await sql.end()
  await cluster.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
