import type { Sql } from '../database/client.ts'

/** `public.profiles someone` in the wire's shape of a person. */
export const personJson = (sql: Sql) => sql`
  json_build_object('id', someone.id, 'username', someone.username,
    'display_name', someone.display_name, 'avatar_url', someone.avatar_url)`
