import fastify from 'fastify'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { currentEpoch } from '../server/conversations/epoch.ts'
import { openDatabase } from '../server/database/client.ts'
import { loggerOptions } from '../server/logger.ts'
import { sendMessage } from '../server/messages/send.ts'
import { createMessageWriter } from '../server/messages/store/message-writer.ts'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { provisionDatabase } from '../supabase/local/database/provision.ts'
import { openGround, type Ground } from './ground.ts'
import { requests, type Subject } from './history/requests.ts'
import { seed } from './history/seed.ts'
import { sizeOf, type Size } from './history/size.ts'
import { interleave, tableOf } from './rounds.ts'

/** How long a person waits for each request, in installations of these sizes and in one without messages. */
const MIGRATIONS = fileURLToPath(new URL('../supabase/migrations', import.meta.url))
const EMPTY: Size = { people: 200, conversations: 50, others: 50, length: 0, each: 0, room: 0 }
const ROUNDS = 9
const sizes = process.argv.slice(2).map(Number)
if (sizes.length === 0) sizes.push(100_000, 1_000_000)
if (!sizes.every((messages) => messages >= 1_000)) throw new Error('give numbers from 1,000 on')

const named = (messages: number) => messages.toLocaleString('en')

async function open(ground: Ground, name: string, size: Size): Promise<Subject> {
  const { cluster, password } = ground
  const begin = performance.now()
  await ground.createDatabase(name)
  await provisionDatabase({ cluster, database: name, password, migrationsDir: MIGRATIONS })
  const installation = await seed(cluster.url(SUPERUSER, name), size)
  const superuser = postgres(cluster.url(SUPERUSER, name), { max: 1, onnotice: () => undefined })
  const [row] = await superuser<{ bytes: number }[]>`
    select pg_total_relation_size('messages')::float8 as bytes`
  await superuser.end()
  console.log(
    `${name}: ${JSON.stringify(size)}, ${(row!.bytes / 1e6).toFixed(0)} MB of messages, ` +
      `made in ${((performance.now() - begin) / 1000).toFixed(0)} s`,
  )
  const { log } = fastify({ logger: loggerOptions('silent') })
  const sql = openDatabase(cluster.url('postgres', name), log)
  const rows = await sql<{ id: string; ver: number }[]>`
    select c.id, c.last_ver as ver from conversations c
    join conversation_participants me on me.conversation_id = c.id and me.user_id = ${installation.userId}
    order by c.active_at desc limit 500`
  const cursors = Object.fromEntries(rows.map(({ id, ver }) => [id, ver]))
  const writer = createMessageWriter(sql, () => undefined)
  const { message } = await sendMessage(writer, installation.userId, {
    conversation_id: installation.conversationId,
    client_id: crypto.randomUUID(),
    body: 'to be changed',
  })
  const epoch = await currentEpoch(sql)
  return { ...installation, sql, writer, cursors, epoch, ownMessageId: message.id }
}

const ground = await openGround({ people: 0, durable: false })
try {
  const subjects: Record<string, Subject> = {
    empty: await open(ground, 'bench_empty', EMPTY),
  }
  for (const messages of sizes) {
    subjects[named(messages)] = await open(ground, `bench_${messages}`, sizeOf(messages))
  }
  console.log(`\nMilliseconds, medians of ${ROUNDS} interleaved rounds\n`)
  console.log(tableOf(await interleave(requests, subjects, ROUNDS)))
  await Promise.all(Object.values(subjects).map(({ sql }) => sql.end()))
} finally {
  await ground.close()
}
process.exit()
