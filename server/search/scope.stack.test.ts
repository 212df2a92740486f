import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import { fewOf } from './scope.ts'

let database: TestDatabase
let sql: postgres.Sql
let [ada, ben, cleo]: string[] = []
let room: string
beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, {
    max: 1,
    onnotice: () => undefined,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
  ;[ada, ben, cleo] = await insertPeople(sql, 3)
  room = await insertDirect(sql, ada!, ben!)
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const write = (count: number) => sql`
  insert into messages (conversation_id, seq, ver, client_id, body)
  select ${room}, n, n, gen_random_uuid(), 'x' from (
    select last_seq + n as n from conversations, generate_series(1, ${count}::int) n where id = ${room}
  ) m`
const say = (count: number) =>
  sql`update conversations set last_seq = ${count}, last_ver = ${count} where id = ${room}`

test('a person without conversations has little to search, and a conversation of others is not found', async () => {
  expect(await fewOf(sql, cleo!, undefined)).toEqual({ ids: [], isLittle: true })
  await expect(fewOf(sql, cleo!, room)).rejects.toMatchObject({ code: 'not_found' })
})

test('what counts is how many messages there are, and not the counter of the conversation', async () => {
  const few = async (only?: string) => fewOf(sql, ada!, only)
  await write(300)
  expect(await few()).toEqual({ ids: [room], isLittle: true })
  await say(300)
  await write(1)
  expect(await few(room)).toEqual({ ids: [room], isLittle: false })
  await say(50_000)
  expect(await few()).toEqual({ ids: [room], isLittle: false })
  await say(50_001)
  expect(await few()).toBeUndefined()
  expect(await few(room)).toEqual({ ids: [room], isLittle: false })
})

test('a person in more than a thousand conversations has a lot to search', async () => {
  await sql`
    with rooms as (
      insert into conversations (kind, title) select 'GROUP', n::text from generate_series(1, 1001) n
      returning id
    )
    insert into conversation_participants (conversation_id, user_id) select id, ${cleo!} from rooms`
  expect(await fewOf(sql, cleo!, undefined)).toBeUndefined()
})
