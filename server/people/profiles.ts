import type { OwnProfile, ProfileChange } from '../../wire/people.ts'
import { isUniqueViolation, type Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/** The aliases are those of rows of `public.profiles` and `auth.users`. */
export function ownProfileJson(sql: Sql, profile: string, user: string) {
  const [p, u] = [sql(profile), sql(user)]
  return sql`
  json_build_object('id', ${p}.id, 'username', ${p}.username, 'display_name', ${p}.display_name,
    'avatar_url', ${p}.avatar_url, 'role', private.role_of(${p}.id), 'show_presence', ${p}.show_presence, 'email', ${u}.email)`
}

/** The profile that a person sees of themselves. The e-mail address is the one of Supabase Auth. */
export async function ownProfileOf(sql: Sql, userId: string): Promise<OwnProfile> {
  const [row] = await sql<{ profile: OwnProfile }[]>`
    select ${ownProfileJson(sql, 'p', 'u')} as profile
    from public.profiles p join auth.users u on u.id = p.id
    where p.id = ${userId}`
  if (row === undefined) throw notFound('person')
  return row.profile
}

/** Changes the named fields and keeps the rest. */
export async function changeProfile(
  sql: Sql,
  userId: string,
  change: ProfileChange,
): Promise<OwnProfile> {
  try {
    await sql`
      update public.profiles set
        username = coalesce(${change.username ?? null}, username),
        display_name = coalesce(${change.display_name ?? null}, display_name),
        show_presence = coalesce(${change.show_presence ?? null}, show_presence)
      where id = ${userId}`
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('conflict', 'This username is taken.')
    throw error
  }
  return ownProfileOf(sql, userId)
}
