import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { openExecutionObserver } from '../../testing/executed-plans.ts'
import { insertPeople } from '../../testing/rows.ts'
import type { Database } from '../database/client.ts'
import { numberConversationsOf } from './conversations.ts'
import { externalPostOf, listPosts, postOf } from './list.ts'
import { startAboutPost } from './start-about-post.ts'

const POSTS = 20_000
/** The rows that a page may look at: its posts, each with its author, a few times. All posts would be 20,000. */
const PAGE_ROWS = 3_500
/** The other tables are so small here that reading them is cheaper than an index. */
const isLarge = (table: string) => table === 'posts' || table === 'conversations'

let database: TestDatabase
let observer: Awaited<ReturnType<typeof openExecutionObserver>>
let ada: string
let ben: string
let postId: string

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  const people = await insertPeople(admin, 50)
  ;[ada, ben] = people as [string, string]
  await admin`
    insert into posts (author_id, title, external_type, external_id, created_at, closed_at)
    select (${people}::uuid[])[1 + n % 50], 'Post ' || n, 'article', n, now() - n * interval '1 minute',
      case when n % 3 > 0 then now() end
    from generate_series(0, ${POSTS}::int - 1) n`
  ;[{ id: postId }] = (await admin`select id from posts where external_id = '0'`) as unknown as [
    { id: string },
  ]
  await admin`
    insert into conversations (kind, post_id)
    select 'POST_LINKED', id from (select id from posts order by id limit 5000) p`
  await admin`vacuum analyze`
  await admin.end()
  observer = await openExecutionObserver(database.superuserUrl)
}, 120_000)
afterAll(async () => {
  await observer.sql.end()
  await database.drop()
})

const executed = (call: (sql: Database) => Promise<unknown>) =>
  observer.executed(() => call(observer.sql), 'accounts')

test.each(['open', 'closed', 'mine'] as const)(
  'a page of %s posts reads no others',
  async (filter) => {
    const first = await listPosts(observer.sql, ada, { filter })
    expect(first.items).toHaveLength(50)
    const cursor = first.next_cursor!
    for (const query of [{ filter }, { filter, cursor }]) {
      const { scanned, rows } = await executed((sql) => listPosts(sql, ada, query))
      expect(scanned.filter(isLarge)).toEqual([])
      expect(rows).toBeLessThan(PAGE_ROWS)
    }
  },
)

test('one post, its conversations and a new one are found by keys', async () => {
  const { scanned, rows } = await executed(async (sql) => {
    await postOf(sql, ada, postId)
    await externalPostOf(sql, ada, { type: 'article', id: '0' })
    await startAboutPost(sql, ben, postId)
    await sql.begin((tx) => numberConversationsOf(tx, postId))
  })
  expect(scanned.filter(isLarge)).toEqual([])
  expect(rows).toBeLessThan(PAGE_ROWS)
})
