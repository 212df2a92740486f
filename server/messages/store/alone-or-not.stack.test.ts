import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'
import { newMessage } from '../../../testing/new-message.ts'
import { insertDirect, insertPeople } from '../../../testing/rows.ts'
import { silent } from '../../../testing/silence.ts'
import { openDatabase, type Database } from '../../database/client.ts'
import type { NewMessage } from './new-message.ts'
import { writeMessages } from './write-messages.ts'

/**
 * A message that is alone in its batch is judged by statements of its own. Whatever a rule refuses, it must refuse there
 * too, and whatever is stored must be the same.
 */
let database: TestDatabase
let sql: Database
let admin: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  sql = openDatabase(database.url, silent)
  admin = postgres(database.superuserUrl, { max: 2, onnotice: () => undefined })
})
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()])
  await database.drop()
})

let ada: string
let ben: string
let id: string
/** A message that nothing speaks against, in a conversation of other people. */
let beside: NewMessage
beforeEach(async () => {
  await admin`delete from private.restrictions`
  await admin`select private.note_judged_authors()`
  await admin`update private.installation set new_account_messages = null`
  const [a, b, c, d] = (await insertPeople(admin, 4)) as [string, string, string, string]
  ;[ada, ben] = [a, b]
  id = await insertDirect(admin, ada, ben)
  beside = newMessage(await insertDirect(admin, c, d), c)
})

const own = () => newMessage(id, ada)
const leave = () => admin`
  update conversation_participants set left_at = now() where conversation_id = ${id} and user_id = ${ada}`

type Situation = () => Promise<NewMessage>
const refused: Record<string, [string, Situation]> = {
  'a stranger': ['not_participant', async () => newMessage(id, (await insertPeople(admin, 1))[0]!)],
  'a person who left': ['not_participant', async () => (await leave(), own())],
  'an account that is being deleted': [
    'not_participant',
    async () => {
      await admin`update private.accounts set deleted_at = now() where id = ${ada}`
      return own()
    },
  ],
  'a message that was stored before': [
    'existing',
    async () => {
      const message = own()
      await writeMessages(sql, [message])
      return message
    },
  ],
  'a person who blocked the counterpart': [
    'blocked',
    async () => {
      await admin`insert into blocks (blocker_id, blocked_id) values (${ada}, ${ben})`
      return own()
    },
  ],
  'a person whom the counterpart blocked': [
    'blocked',
    async () => {
      await admin`insert into blocks (blocker_id, blocked_id) values (${ben}, ${ada})`
      return own()
    },
  ],
  'a person in a locked room': [
    'locked',
    async () => {
      const [room] = await admin<{ id: string }[]>`
        insert into conversations (kind, title) values ('HANGOUT', 'room') returning id`
      await admin`insert into hangouts (conversation_id, locked_at) values (${room!.id}, now())`
      await admin`
        insert into conversation_participants (conversation_id, user_id, in_room)
        values (${room!.id}, ${ada}, true)`
      return newMessage(room!.id, ada)
    },
  ],
  'a message about a closed post': [
    'post_closed',
    async () => {
      const [post] = await admin<{ id: string }[]>`
        insert into posts (author_id, title, closed_at) values (${ben}, 'post', now()) returning id`
      const [about] = await admin<{ id: string }[]>`
        insert into conversations (kind, post_id) values ('POST_LINKED', ${post!.id}) returning id`
      await admin`
        insert into conversation_participants (conversation_id, user_id)
        select ${about!.id}, unnest(${[ada, ben]}::uuid[])`
      return newMessage(about!.id, ada)
    },
  ],
  'a muted person': [
    'muted',
    async () => {
      await admin`
        insert into private.restrictions (account_id, muted_until)
        values (${ada}, now() + interval '1 hour')`
      await admin`select private.note_judged_authors()`
      return own()
    },
  ],
  'a new account after its last message': [
    'new_account',
    async () => {
      await admin`update private.installation set new_account_messages = 1`
      await admin`update auth.users set created_at = now()`
      await writeMessages(sql, [own()])
      return own()
    },
  ],
}

test.each(Object.entries(refused))('%s: alone as in a batch', async (_, [kind, prepare]) => {
  const message = await prepare()
  const seqs = async () =>
    (
      await admin`select last_seq, last_ver from conversations where id = ${message.conversation_id}`
    )[0]
  const before = await seqs()
  expect(await writeMessages(sql, [message])).toMatchObject([{ kind }])
  expect(await writeMessages(sql, [beside, message])).toMatchObject([{ kind: 'stored' }, { kind }])
  expect(await seqs()).toEqual(before)
})

test('a locked conversation is busy, alone as in a batch', async () => {
  await admin.begin(async (tx) => {
    await tx`select from conversations where id = ${id} for no key update`
    expect(await writeMessages(sql, [own()])).toEqual([{ kind: 'busy' }])
    expect(await writeMessages(sql, [beside, own()])).toMatchObject([
      { kind: 'stored' },
      { kind: 'busy' },
    ])
  })
})

test('what is stored is the same, alone as in a batch', async () => {
  await admin`update conversations set message_lifetime_seconds = 3600 where id = ${id}`
  const alone = await writeMessages(sql, [own()])
  const [, together] = await writeMessages(sql, [beside, own()])
  const [, special] = await writeMessages(sql, [{ ...beside, body: 'to @nobody' }, own()])
  const shapes = [alone[0], together, special].map((outcome) => {
    if (outcome?.kind !== 'stored') throw new Error('not stored')
    const { id: _id, client_id, created_at, expires_at, seq, ver, ...rest } = outcome.message
    expect(Date.parse(expires_at!) - Date.parse(created_at)).toBe(3_600_000)
    expect(seq).toBe(ver)
    expect(client_id).not.toBe(_id)
    return { ...outcome, message: rest, keys: Object.keys(outcome.message).sort() }
  })
  expect(shapes[1]).toEqual(shapes[0])
  expect(shapes[2]).toEqual(shapes[0])
  const rows = await admin`
    select last_read_seq, last_delivered_seq from conversation_participants
    where conversation_id = ${id} order by user_id = ${ada} desc`
  expect(rows).toEqual([
    { last_read_seq: '3', last_delivered_seq: '3' },
    { last_read_seq: '0', last_delivered_seq: '0' },
  ])
})
