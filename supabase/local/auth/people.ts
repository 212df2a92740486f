import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

/** An account that is made without a sign-up form. */
export interface NewPerson {
  email: string
  password?: string
  confirmed: boolean
  metadata: Record<string, unknown>
}

/**
 * Inserts the account and its e-mail identity as the Auth server does, so that the triggers of the migrations see the
 * same rows as on a hosted project. An account that exists already stays as it is.
 */
export async function insertPerson(sql: Sql, person: NewPerson): Promise<void> {
  const id = randomUUID()
  const email = person.email.toLowerCase()
  const metadata = { ...person.metadata, sub: id, email, email_verified: person.confirmed }
  await sql.begin(async (tx) => {
    const created = await tx`
      insert into auth.users
        (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
      values (
        ${id}, ${email},
        extensions.crypt(${person.password ?? null}::text, extensions.gen_salt('bf')),
        case when ${person.confirmed}::boolean then now() end,
        '{"provider": "email", "providers": ["email"]}',
        ${JSON.stringify(metadata)}::text::jsonb
      )
      on conflict (email) where is_sso_user = false do nothing
      returning id`
    if (created.length === 0) return
    await tx`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${JSON.stringify(metadata)}::text::jsonb)`
  })
}

/** The state of an address that the Auth server needs before it answers. */
export async function findPerson(
  sql: Sql,
  email: string,
): Promise<{ confirmed: boolean; banned: boolean } | null> {
  const [row] = await sql<{ confirmed: boolean; banned: boolean }[]>`
    select confirmed_at is not null as confirmed, coalesce(banned_until > now(), false) as banned
    from auth.users where email = ${email.toLowerCase()} and not is_sso_user`
  return row ?? null
}
