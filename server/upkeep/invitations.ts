import type { Sql } from '../database/client.ts'

/** Links that ended yesterday or before. Nothing shows them any more. */
export async function deleteEndedInvitations(sql: Sql, batch: number): Promise<number> {
  const { count } = await sql`
    delete from private.invitations where id in (
      select id from private.invitations
      where ends_at < now() - interval '1 day'
      order by ends_at limit ${batch}
      for update skip locked
    )`
  return count
}
