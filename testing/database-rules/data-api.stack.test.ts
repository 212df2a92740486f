import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { claimsOf, makeWorld, readAs, type Claims, type World } from './data-api-world.ts'

/**
 * Compares what a person can read with their own token, without the relay, with what the product allows. The expected
 * result comes from plain lists, because SQL could repeat the same mistake.
 */
let database: TestDatabase
let sql: Sql
let world: World

beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.directUrl, { max: 1, onnotice: () => {} })
  world = await makeWorld(sql)
})

afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** The conversations that a person is in now, without dark rooms: rows of those would connect aliases to accounts. */
const present = (person: string) =>
  world.participants.filter(
    (participant) =>
      participant.person === person && !participant.left && participant.kind !== 'DARK_ROOM',
  )

/** The people in a conversation whom a person may see there. The members of a room need not know each other. */
const seenIn = (person: string, { room, kind }: { room: string; kind: string }) =>
  world.participants
    .filter((participant) => participant.room === room && !participant.left)
    .map((participant) => participant.person)
    .filter((other) => kind !== 'HANGOUT' || other === person)

const expectations: Record<string, (person: string) => string[]> = {
  'select id from public.conversations': (person) =>
    present(person).map((participant) => participant.room),
  'select conversation_id::text || user_id as id from public.conversation_participants': (person) =>
    present(person).flatMap((participant) =>
      seenIn(person, participant).map((other) => participant.room + other),
    ),
  'select id from public.messages': (person) =>
    present(person).flatMap(({ room, joinedSeq }) =>
      world.messages
        .filter((message) => message.room === room && message.seq > joinedSeq)
        .map(({ id }) => id),
    ),
  'select id from public.profiles': (person) => [
    ...new Set([person, ...present(person).flatMap((participant) => seenIn(person, participant))]),
  ],
  'select id from public.user_sessions': (person) => [`session of ${person}`],
  'select session_id as id from public.refresh_tokens': (person) => [`session of ${person}`],
}

describe.each(Object.entries(expectations))('%s', (query, expected) => {
  test('shows every person their own rows and nothing more', async () => {
    let rows = 0
    for (const person of world.people) {
      const seen = await readAs(sql, claimsOf(person), query)
      expect(seen).toEqual(expected(person).sort())
      rows += seen.length
    }
    expect(rows).toBeGreaterThanOrEqual(world.people.length)
  })

  test.each<[string, (victim: string) => Claims]>([
    ['an id without an account', () => claimsOf('00000000-0000-4000-8000-000000000000')],
    ['no id', () => ({ role: 'authenticated' })],
    ['no session', (victim) => ({ sub: victim, role: 'authenticated' })],
    ['a session that has ended', (victim) => ({ ...claimsOf(victim), session_id: randomUUID() })],
    [
      'the session of another person',
      (victim) => ({ ...claimsOf(victim), session_id: world.people[1] }),
    ],
    [
      'what people write about themselves',
      (victim) => ({
        role: 'service_role',
        user_metadata: { sub: victim, role: 'service_role', id: victim },
        app_metadata: { role: 'service_role' },
      }),
    ],
  ])('shows nothing for %s', async (_, claims) => {
    expect(await readAs(sql, claims(world.people[0]!), query)).toEqual([])
  })

  test('is refused to anon, whatever the claims say', async () => {
    const reading = readAs(sql, claimsOf(world.people[0]!), query, 'anon')
    await expect(reading).rejects.toMatchObject({ code: '42501' })
  })
})

test('a subject that is no id is an error, not a person', async () => {
  const claims = { ...claimsOf(world.people[0]!), sub: "x' or true --" }
  const reading = readAs(sql, claims, 'select id from public.messages')
  await expect(reading).rejects.toMatchObject({ code: '22P02' })
})

test('whether the session stands is asked once a query, however many rows there are', async () => {
  const superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  const [seen, calls] = await superuser.begin(async (tx) => {
    await tx`select set_config('track_functions', 'all', true),
      set_config('request.jwt.claims', ${JSON.stringify(claimsOf(world.people[0]!))}, true)`
    await tx`set local role authenticated`
    const rows = await tx`select id from public.messages`
    await tx`reset role`
    const [counted] = await tx<{ calls: number }[]>`
      select calls::int from pg_stat_xact_user_functions where funcname = 'session_stands'`
    return [rows.length, counted!.calls]
  })
  await superuser.end()
  expect(seen).toBeGreaterThan(10)
  expect(calls).toBe(1)
})
