import type { OwnProfile } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { notFound } from '../refusal.ts'

/** What a person sees of themselves, the address as Supabase Auth has it. */
export async function ownProfileOf(sql: Sql, userId: string): Promise<OwnProfile> {
  const [row] = await sql<OwnProfile[]>`
    select p.id, p.username, p.display_name, p.avatar_url, p.role, u.email
    from public.profiles p join auth.users u on u.id = p.id
    where p.id = ${userId}`
  if (row === undefined) throw notFound('person')
  return row
}
