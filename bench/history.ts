import fastify from 'fastify'
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { format } from 'prettier'
import { currentEpoch } from '../server/conversations/epoch.ts'
import { openDatabase } from '../server/database/client.ts'
import { loggerOptions } from '../server/logger.ts'
import { sendMessage } from '../server/messages/send.ts'
import { createMessageWriter } from '../server/messages/store/message-writer.ts'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { provisionDatabase } from '../supabase/local/database/provision.ts'
import { openGround, type Ground } from './ground.ts'
import { historyReport, type Made } from './history/report.ts'
import { requests, type Subject } from './history/requests.ts'
import { seed, type Installation } from './history/seed.ts'
import { sizeOf, type Size } from './history/size.ts'
import { interleave } from './rounds.ts'

/** How long a person waits for each request, in installations of these sizes and in one without messages. */
const MIGRATIONS = fileURLToPath(new URL('../supabase/migrations', import.meta.url))
const RESULTS = fileURLToPath(new URL('results/history.md', import.meta.url))
const EMPTY: Size = { people: 200, conversations: 50, others: 50, length: 0, each: 0, room: 0 }
/** Everything that a request answers is there once: full pages, a page far back, a room with two pages of people. */
const FEW: Size = {
  people: 200,
  conversations: 60,
  others: 60,
  length: 21_000,
  each: 60,
  room: 100,
}
const ROUNDS = 30
const sizes = process.argv.slice(2).map(Number)
if (sizes.length === 0) sizes.push(1_000_000)
if (!sizes.every((messages) => messages >= 1_000)) throw new Error('give numbers from 1,000 on')

const named = (messages: number) => messages.toLocaleString('en')

async function fill(ground: Ground, name: string, title: string, size: Size) {
  const { cluster, password } = ground
  const begin = performance.now()
  await ground.createDatabase(name)
  await provisionDatabase({ cluster, database: name, password, migrationsDir: MIGRATIONS })
  const url = cluster.url(SUPERUSER, name)
  const installation = await seed(url, size)
  const superuser = postgres(url, { max: 1, onnotice: () => undefined })
  const [row] = await superuser<{ gigabytes: number; messages: number }[]>`
    select pg_database_size(current_database()) / 1e9::float8 as gigabytes,
      (select count(*)::int from messages) as messages`
  await superuser.end()
  const made: Made = { title, size, ...row!, seconds: (performance.now() - begin) / 1000 }
  console.log(JSON.stringify(made))
  return { made, subject: await subjectOf(cluster.url('postgres', name), installation) }
}

/** The person who asks, with what a client of theirs has already. */
async function subjectOf(url: string, installation: Installation): Promise<Subject> {
  const { log } = fastify({ logger: loggerOptions('silent') })
  const sql = openDatabase(url, log)
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
  const filled = [
    await fill(ground, 'bench_empty', 'empty', EMPTY),
    await fill(ground, 'bench_few', 'few', FEW),
  ]
  for (const messages of sizes) {
    filled.push(await fill(ground, `bench_${messages}`, named(messages), sizeOf(messages)))
  }
  const subjects = Object.fromEntries(filled.map(({ made, subject }) => [made.title, subject]))
  const load = loadavg()[0]!
  const lines = await interleave(requests, subjects, ROUNDS)
  const text = historyReport(
    filled.map(({ made }) => made),
    lines,
    {
      date: new Date().toISOString().slice(0, 10),
      cores: availableParallelism(),
      gigabytes: Math.round(totalmem() / 2 ** 30),
      load,
      node: process.versions.node,
      postgres: ground.release,
      rounds: ROUNDS,
    },
  )
  const formatted = await format(text, { parser: 'markdown', proseWrap: 'always', printWidth: 100 })
  if (process.env.BENCH_RECORD !== '0') writeFileSync(RESULTS, formatted)
  console.log(`\n${formatted}`)
  await Promise.all(filled.map(({ subject }) => subject.sql.end()))
} finally {
  await ground.close()
}
process.exit()
