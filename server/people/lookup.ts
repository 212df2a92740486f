import type { Sql } from '../database/client.ts'

/** The same id, or null when no person has it. */
export async function personIdById(sql: Sql, userId: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from public.profiles where id = ${userId}`
  return row?.id ?? null
}

/**
 * The person who has confirmed an e-mail address. Anybody can sign up with the address of another person. Without the
 * confirmation, they would receive what was meant for the owner of the address.
 */
export async function personIdByEmail(sql: Sql, email: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select p.id from auth.users u join public.profiles p on p.id = u.id
    where u.email = ${email.toLowerCase()} and not u.is_sso_user
      and u.email_confirmed_at is not null and u.deleted_at is null`
  return row?.id ?? null
}

/** The person with exactly this user name. */
export async function personIdByUsername(sql: Sql, username: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from public.profiles where username = ${username}`
  return row?.id ?? null
}
