import { perName } from '../database/fragments.ts'

/** A row of `public.profiles` in the wire's shape of a person. The alias is a name from our code, never input. */
export const personJson = perName((sql, profile: string) => {
  const row = sql(profile)
  return sql`
  json_build_object('id', ${row}.id, 'username', ${row}.username,
    'display_name', ${row}.display_name, 'avatar_url', ${row}.avatar_url)`
})
