import { getAuthSchemaSql } from '../lite-package.ts'
import type { Sql } from 'postgres'

/**
 * Everything that the database of a hosted project has before the first migration: the schemas `auth` and `extensions`,
 * their owners, and who may use them. It is safe to run again.
 */
export async function createSchemas(sql: Sql, database: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(OWNERSHIP(database))
    await tx.unsafe('set local role supabase_auth_admin')
    await tx.unsafe(getAuthSchemaSql(false))
    await tx.unsafe(SECOND_FACTORS)
    await tx.unsafe(AUTH_FUNCTIONS)
    await tx.unsafe(AUTH_GRANTS)
    await tx.unsafe('reset role')
    await tx.unsafe(EXTENSIONS)
  })
}

const OWNERSHIP = (database: string) => `
  alter database ${database} owner to postgres;
  grant create on database ${database} to supabase_auth_admin;
  create schema if not exists auth authorization supabase_auth_admin;
  create schema if not exists extensions authorization postgres;
  grant usage on schema public, extensions to anon, authenticated, service_role;
  grant usage on schema extensions to supabase_auth_admin;
`

/** The small Auth server has no second factors; as hosted has the table, as far as the migrations look at it. */
const SECOND_FACTORS = `
  create table if not exists auth.mfa_factors (
    id uuid primary key,
    user_id uuid not null references auth.users (id) on delete cascade,
    factor_type text not null,
    status text not null check (status in ('unverified', 'verified')),
    created_at timestamptz not null,
    updated_at timestamptz not null
  );
  create index if not exists mfa_factors_user_id_idx on auth.mfa_factors (user_id);
`

/** As hosted has them: the newer claims object first set by PostgREST, and the older settings. */
const AUTH_FUNCTIONS = `
  create or replace function auth.jwt() returns jsonb language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')
    )::jsonb
  $$;
  create or replace function auth.uid() returns uuid language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
  $$;
  create or replace function auth.role() returns text language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.role', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )
  $$;
  create or replace function auth.email() returns text language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.email', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
    )
  $$;
`

/** `postgres` may reference, watch and edit accounts, but create nothing in this schema. */
const AUTH_GRANTS = `
  grant usage on schema auth to anon, authenticated, service_role, postgres, dashboard_user;
  grant all on all tables in schema auth to postgres, dashboard_user;
  grant execute on all functions in schema auth to postgres, dashboard_user;
`

const EXTENSIONS = `
  create extension if not exists pgcrypto with schema extensions;
  create extension if not exists "uuid-ossp" with schema extensions;
  create extension if not exists pg_stat_statements with schema extensions;
`
