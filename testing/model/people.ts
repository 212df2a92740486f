import { createSecretKey, randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { cookieNames } from '../../server/session/cookies.ts'
import { signAccessToken } from '../../server/session/parley-tokens.ts'
import type { OwnProfile } from '../../wire/people.ts'
import { insertPeople } from '../rows.ts'

const key = createSecretKey(Buffer.from('a secret of the model and of nobody else'))
export const tokenConfig = {
  session: { accessKey: key, refreshKey: key, secureCookies: false },
  publicUrl: 'http://parley.test',
  basePath: '',
} as unknown as Parameters<typeof cookieNames>[0]

/** A signed-in person, with the fields of a session that the edges read. */
export interface ModelPerson {
  id: string
  name: string
  sessionId: string
  cookie: string
  profile: OwnProfile
}

/** People with these names, and a moderator. */
export async function openPeople(
  sql: postgres.Sql,
  names: readonly string[],
): Promise<[people: ModelPerson[], moderator: ModelPerson]> {
  const people = await openAccounts(sql, [...names, 'Moderator'])
  const moderator = people.pop()!
  await sql`update public.profiles set role = 'moderator' where id = ${moderator.id}`
  return [people, moderator]
}

async function openAccounts(sql: postgres.Sql, names: readonly string[]): Promise<ModelPerson[]> {
  const ids = await insertPeople(sql, names.length)
  await sql`insert into auth.sessions (id, user_id) select id, id from unnest(${ids}::uuid[]) as someone (id)`
  await sql`
    insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
    select id, id, now() + interval '1 day', now() + interval '1 day', id::uuid
    from unnest(${ids}::text[]) as person (id)`
  const profiles = await sql<{ id: string; username: string; display_name: string }[]>`
    select id, username, display_name from public.profiles where id = any(${ids}::uuid[])`
  return ids.map((id, n) => {
    const { username, display_name } = profiles.find((one) => one.id === id)!
    const subject = { sessionId: id, userId: id, refreshTokenId: randomUUID() }
    const token = signAccessToken(tokenConfig.session, subject, Date.now() / 1000, 86_400)
    return {
      id,
      name: names[n]!,
      sessionId: id,
      cookie: `${cookieNames(tokenConfig).access}=${token}`,
      profile: {
        id,
        username,
        display_name,
        avatar_url: null,
        email: null,
        role: 'member',
        show_presence: true,
      },
    }
  })
}
