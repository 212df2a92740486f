import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'

export interface World {
  people: string[]
  participants: { room: string; kind: string; person: string; left: boolean; joinedSeq: number }[]
  messages: { id: string; room: string; seq: number }[]
}

export type Claims = Record<string, unknown>

/** A person of these worlds has one Supabase session, of the same id. */
export const claimsOf = (person: string): Claims => ({
  sub: person,
  session_id: person,
  role: 'authenticated',
})

/** The ids that the Data API would return to a person with these claims. */
export async function readAs(
  sql: Sql,
  claims: Claims,
  query: string,
  role: 'authenticated' | 'anon' = 'authenticated',
): Promise<string[]> {
  const rows = await sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
    await tx.unsafe(`set local role ${role}`)
    return tx.unsafe<{ id: string }[]>(query)
  })
  return rows.map(({ id }) => id).sort()
}

const PEOPLE = 12
const ROOMS = 30
const KINDS = ['GROUP', 'HANGOUT', 'POST_LINKED', 'DARK_ROOM']

/** People, rooms and messages in every combination of present, former, late and absent. It is the same each time. */
export async function makeWorld(sql: Sql): Promise<World> {
  const people = Array.from({ length: PEOPLE }, (_, n) => id(`person ${n}`))
  const rooms = Array.from({ length: ROOMS }, (_, n) => ({
    id: id(`room ${n}`),
    kind: KINDS[n % KINDS.length]!,
  }))
  const participants = rooms.flatMap(({ id: room, kind }) =>
    people
      .map((person) => ({ person, chance: number(`${room} ${person}`) }))
      .filter(({ chance }) => chance % 3 === 0)
      .map(({ person, chance }) => ({
        room,
        kind,
        person,
        left: chance % 4 === 0,
        joinedSeq: chance % 5 === 0 ? (chance % 7) + 1 : 0,
      })),
  )
  const messages = rooms.flatMap(({ id: room }) =>
    Array.from({ length: 10 }, (_, n) => ({ id: id(`${room} ${n}`), room, seq: n + 1 })),
  )
  await store(sql, rooms, { people, participants, messages })
  return { people, participants, messages }
}

async function store(
  sql: Sql,
  rooms: { id: string; kind: string }[],
  { people, participants, messages }: World,
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const person of people) {
      const session = `session of ${person}`
      await tx`insert into auth.users (id, email) values (${person}, ${`${person}@example.com`})`
      await tx`insert into auth.sessions (id, user_id) values (${person}, ${person})`
      await tx`
        insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
        values (${session}, ${person}, now(), now(), ${person})`
      await tx`
        insert into public.refresh_tokens (session_id, user_id, token_hash, expires_at)
        values (${session}, ${person}, ${person}, now())`
    }
    await tx`
      insert into public.conversations ${tx(rooms.map((room) => ({ ...room, last_seq: 10, last_ver: 10 })))}`
    await tx`insert into public.conversation_participants ${tx(
      participants.map(({ room, kind, person, left, joinedSeq }) => ({
        conversation_id: room,
        user_id: person,
        joined_seq: joinedSeq,
        in_room: kind === 'HANGOUT',
        left_at: left ? new Date(0) : null,
      })),
    )}`
    await tx`insert into public.messages ${tx(
      messages.map(({ id: message, room, seq }) => ({
        id: message,
        conversation_id: room,
        seq,
        ver: seq,
        sender_id: people[seq % people.length]!,
        client_id: message,
        body: 'Hello',
      })),
    )}`
  })
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

const number = (text: string) => Number.parseInt(hash(text).slice(0, 8), 16)

const id = (text: string) =>
  hash(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
