import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'
import { newMessage } from '../../../testing/new-message.ts'
import { insertDirect, insertPeople } from '../../../testing/rows.ts'
import { silent } from '../../../testing/silence.ts'
import { bodyOf, contentOf } from '../../../wire/content.ts'
import type { Message } from '../../../wire/messages.ts'
import { openDatabase, type Database } from '../../database/client.ts'
import { deleteMessage } from '../delete.ts'
import { hasBody } from './has-body.ts'
import { messageForAll } from './message-json.ts'
import { writeMessages } from './write-messages.ts'
import { writeSystemLine } from './write-system-line.ts'

let database: TestDatabase
let sql: Database
beforeAll(async () => {
  database = await openTestDatabase()
  sql = openDatabase(database.url, silent)
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

test('the database and the wire agree on which messages have a body', async () => {
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  const [ada, ben] = (await insertPeople(admin, 2)) as [string, string]
  const id = await insertDirect(admin, ada, ben)
  await admin.end()
  const [, gone] = await writeMessages(sql, [newMessage(id, ada), newMessage(id, ada)])
  if (gone?.kind !== 'stored') throw new Error('not stored')
  await deleteMessage(sql, ada, gone.message.id)
  await writeSystemLine(sql, id, ada, { type: 'left' })

  const rows = await sql<{ message: Message; has_body: boolean }[]>`
    select ${messageForAll(sql, 'm')} as message, ${hasBody(sql, 'm')} as has_body
    from public.messages m order by m.seq`
  expect(rows.map(({ has_body }) => has_body)).toEqual([true, false, false])
  for (const { message, has_body } of rows) {
    expect(bodyOf(contentOf(message)) !== null).toBe(has_body)
  }
})
