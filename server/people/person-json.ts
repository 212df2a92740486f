import type { Sql } from '../database/client.ts'

/** A row of `public.profiles` in the wire's shape of a person. The alias is a name from our code, never input. */
export function personJson(sql: Sql, profile: string) {
  const someone = sql(profile)
  return sql`
  json_build_object('id', ${someone}.id, 'username', ${someone}.username,
    'display_name', ${someone}.display_name, 'avatar_url', ${someone}.avatar_url)`
}
