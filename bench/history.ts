import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { conversationOf } from '../server/conversations/memberships.ts'
import { changesOf } from '../server/conversations/changes.ts'
import { listConversations } from '../server/conversations/list.ts'
import { syncFor } from '../server/conversations/sync.ts'
import { openDatabase, type Database } from '../server/database/client.ts'
import { loggerOptions } from '../server/logger.ts'
import { historyOf } from '../server/messages/history.ts'
import { searchMessages } from '../server/search/search.ts'
import { currentEpoch } from '../server/conversations/epoch.ts'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { startCluster, type Cluster } from '../supabase/local/cluster/postgres.ts'
import { provisionDatabase } from '../supabase/local/database/provision.ts'
import { makeSecrets } from '../supabase/local/folder/secrets.ts'
import fastify from 'fastify'
import { COMMON, PAST, RARE, seed, type Installation, type Size } from './history-seed.ts'
import { interleave, printTable } from './rounds.ts'

/** The requests that a person waits for, in an installation with a million messages and in one with none. */
const MIGRATIONS = fileURLToPath(new URL('../supabase/migrations', import.meta.url))
const FULL: Size = { conversations: 5_000, length: 50_000, each: 95 }
const EMPTY: Size = { conversations: 1, length: 0, each: 0 }
const ROUNDS = 9
const PAGE = 50
const PAGES_BACK = 400

interface Subject extends Installation {
  sql: Database
  cursors: Record<string, number>
  epoch: string
}

type Request = (subject: Subject) => Promise<unknown>
const search =
  (q: string): Request =>
  ({ sql, userId }) =>
    searchMessages(sql, userId, { q })
const searchInOne =
  (q: string): Request =>
  ({ sql, userId, conversationId }) =>
    searchMessages(sql, userId, { q, in: conversationId })
const searchInFew =
  (q: string): Request =>
  ({ sql, counterpartId }) =>
    searchMessages(sql, counterpartId, { q })

const requests: Record<string, Request> = {
  'the list': ({ sql, userId }) => listConversations(sql, userId, { filter: 'all' }),
  'a conversation': ({ sql, userId, conversationId }) =>
    conversationOf(sql, userId, conversationId),
  'its newest page': ({ sql, userId, conversationId }) =>
    historyOf(sql, userId, conversationId, { limit: PAGE }),
  'page 400 of its history': ({ sql, userId, conversationId, length }) =>
    historyOf(sql, userId, conversationId, {
      limit: PAGE,
      before_seq: Math.max(1, length - PAGES_BACK * PAGE),
    }),
  'a page around a place': ({ sql, userId, conversationId, length }) =>
    historyOf(sql, userId, conversationId, { limit: PAGE, around_seq: Math.max(1, length >> 1) }),
  'changes since 100 ago': ({ sql, userId, conversationId, length }) =>
    changesOf(sql, userId, conversationId, { after_ver: Math.max(0, length - 100), limit: 200 }),
  'sync of 500 cursors': ({ sql, userId, epoch, cursors }) =>
    syncFor(sql, userId, { epoch, cursors }),
  'search: a rare word': search(RARE),
  'search: a word of every tenth message': search(COMMON),
  'search: a word of a few weeks a year ago': search(PAST),
  'search: a common and a rare word': search(`${COMMON} ${RARE}`),
  'search: messages of one of 200 people': ({ sql, userId, counterpartId }) =>
    searchMessages(sql, userId, { q: COMMON, from: counterpartId }),
  'search in one conversation: rare': searchInOne(RARE),
  'search in one conversation: common': searchInOne(COMMON),
  'search in 150 conversations: rare': searchInFew(RARE),
  'search in 150 conversations: common': searchInFew(COMMON),
}

async function open(cluster: Cluster, name: string, size: Size, password: string) {
  const admin = postgres(cluster.url(SUPERUSER, 'postgres'), { max: 1 })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  await provisionDatabase({ cluster, database: name, password, migrationsDir: MIGRATIONS })
  const superuser = postgres(cluster.url(SUPERUSER, name), { max: 1, onnotice: () => undefined })
  const installation = await seed(superuser, size)
  await superuser`vacuum analyze messages`
  await superuser.end()
  const sql = openDatabase(
    cluster.url('postgres', name),
    fastify({ logger: loggerOptions('silent') }).log,
  )
  const rows = await sql<{ id: string; ver: number }[]>`
    select c.id, c.last_ver as ver from conversations c
    join conversation_participants me on me.conversation_id = c.id and me.user_id = ${installation.userId}
    order by c.active_at desc limit 500`
  const cursors = Object.fromEntries(rows.map(({ id, ver }) => [id, ver]))
  return { ...installation, sql, cursors, epoch: await currentEpoch(sql) }
}

const dataDir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
chmodSync(dataDir, 0o711)
const password = makeSecrets().databasePassword
const cluster = await startCluster({ dataDir, password, durable: false })
try {
  const full = await open(cluster, 'bench_history', FULL, password)
  const empty = await open(cluster, 'bench_nothing', EMPTY, password)
  const [{ count }] = await full.sql<[{ count: number }]>`select count(*) from messages`
  console.log(
    `${count.toLocaleString('en')} messages, ${FULL.conversations * 2} conversations, ` +
      `${FULL.conversations} of them the asker's; medians of ${ROUNDS} interleaved rounds\n`,
  )
  printTable(await interleave(requests, { full, empty }, ROUNDS))
  await Promise.all([full.sql.end(), empty.sql.end()])
} finally {
  await cluster.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
}
