import { afterAll, beforeAll, expect, test } from 'vitest'
import { post } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom } from '../../testing/rooms-of-people.ts'
import { silent } from '../../testing/silence.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { startUpkeep } from './upkeep.ts'

/** A step of upkeep that fails, and what the others do all the same. */
let relay: TestRelay
let runs: (() => Promise<void>)[]
let ada: TestPerson

beforeAll(async () => {
  runs = []
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' }, undefined, {
    repeat(_milliseconds, run) {
      runs.push(run)
      return () => undefined
    },
  })
  ada = await relay.person('Ada')
  const { id } = await createDarkRoom(ada)
  await post(ada, id, 'words of a dark room')
  await relay.sql`
    update messages set created_at = now() - interval '25 hours' where body = 'words of a dark room'`
  await relay.sql`
    insert into private.new_account_uses (account_id, what, uses) values (gen_random_uuid(), 'posts', 1)`
  // The first step of all meets a session that cannot be deleted.
  await relay.sql.unsafe(`
    create function private.fail() returns trigger language plpgsql set search_path = ''
      as 'begin raise exception ''it takes too long'' using errcode = ''query_canceled''; end';
    create trigger fails before delete on public.user_sessions for each row execute function private.fail();`)
  await relay.sql`
    insert into user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
    values ('old', ${ada.id}, now() - interval '1 year', now() - interval '1 year', gen_random_uuid())`
})
afterAll(() => relay.close())

test('words of dark rooms go after a day, and other old data goes too', async () => {
  for (const run of runs) await run()
  const words = await relay.sql`select from messages where body = 'words of a dark room'`
  const uses = await relay.sql`select from private.new_account_uses`
  const kept = await relay.sql`select from user_sessions where id = 'old'`
  expect([words.length, uses.length, kept.length]).toEqual([0, 0, 1])
})

test('a fault that might pass is told when it goes on and on, and told once', async () => {
  const told: unknown[] = []
  const tell = (about: unknown) => void told.push(about)
  const log = { info: tell, warn: tell, error: tell } as unknown as Logger
  const db = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 2 })
  const again: (() => Promise<void>)[] = []
  const upkeep = startUpkeep({ config: readConfig(relay.env), sql: db, log }, (_, run) => {
    again.push(run)
    return () => undefined
  })
  const round = async () => {
    for (const run of again) await run()
  }
  await round()
  await round()
  expect(told).toEqual([])
  await round()
  await round()
  expect(told).toEqual([{ err: expect.objectContaining({ code: '57014' }), task: 'retention' }])
  await upkeep.close()
  await db.end()
})
