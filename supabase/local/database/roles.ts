import type { Sql } from 'postgres'

/**
 * The roles of a hosted project, with their attributes there. `postgres`, which runs migrations and the relay, is no
 * superuser on purpose: an action that is forbidden here would fail on a hosted project too.
 */
const ATTRIBUTES = {
  anon: 'nologin noinherit',
  authenticated: 'nologin noinherit',
  service_role: 'nologin noinherit bypassrls',
  authenticator: 'login noinherit',
  supabase_auth_admin: 'login noinherit createrole',
  dashboard_user: 'nologin createdb createrole replication',
  postgres: 'login createdb createrole replication bypassrls',
}

const LOGIN_ROLES = ['authenticator', 'supabase_auth_admin', 'postgres'] as const

/** Creates the roles of the cluster once. It needs the superuser. */
export async function createRoles(sql: Sql, password: string): Promise<void> {
  const present = await sql<{ rolname: string }[]>`select rolname from pg_roles`
  const missing = Object.entries(ATTRIBUTES).filter(
    ([name]) => !present.some(({ rolname }) => rolname === name),
  )
  await sql.begin(async (tx) => {
    for (const [name, attributes] of missing) {
      await tx.unsafe(`create role ${name} ${attributes}`)
    }
    for (const name of LOGIN_ROLES) {
      // The password is base64url, so it needs no quoting; a statement takes no parameters here.
      await tx.unsafe(`alter role ${name} password '${password}'`)
    }
    await tx.unsafe(MEMBERSHIPS)
  })
}

const MEMBERSHIPS = `
  grant anon, authenticated, service_role to authenticator;
  grant anon, authenticated, service_role, authenticator to postgres with admin option;
  grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
  alter role postgres set search_path to "$user", public, extensions;
  alter role supabase_admin set search_path to "$user", public, extensions;
  alter role supabase_auth_admin set search_path to auth;
  alter role supabase_auth_admin set idle_in_transaction_session_timeout to 60000;
  alter role anon set statement_timeout to '3s';
  alter role authenticated set statement_timeout to '8s';
  alter role authenticator set statement_timeout to '8s';
  alter role authenticator set lock_timeout to '8s';
`
