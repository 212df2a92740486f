import { OWN_POLICIES, OWN_TABLES, type Rule } from './rule.ts'

const TABLE = 'create table public.offence (id uuid primary key);'

/** The rules about row level security. */
export const policyRules: Rule[] = [
  {
    name: 'every own table has row level security',
    offenders: `select name from ${OWN_TABLES} where not relrowsecurity`,
    offence: TABLE,
    reported: ['public.offence'],
  },
  {
    name: 'a table without a policy has a comment that says so',
    offenders: `
      select name from ${OWN_TABLES}
      where not exists (select from pg_policy where polrelid = own.oid)
        and coalesce(obj_description(own.oid, 'pg_class'), '') not like 'rls: deny-all%'`,
    offence: `
      ${TABLE}
      create table public.offence_meant (id uuid primary key);
      comment on table public.offence_meant is 'rls: deny-all, only functions read it';`,
    reported: ['public.offence'],
  },
  {
    name: 'every policy names its roles, none of them public or anon',
    offenders: `
      select name from ${OWN_POLICIES}
      where polroles && array[0, 'anon'::regrole]::oid[]`,
    offence: `
      ${TABLE}
      create policy everybody on public.offence for select using (true);
      create policy strangers on public.offence for select to anon, authenticated using (true);
      create policy fine on public.offence for select to authenticated using (true);`,
    reported: ['public.offence: everybody', 'public.offence: strangers'],
  },
  {
    name: 'a policy for UPDATE or ALL has USING and WITH CHECK',
    offenders: `
      select name from ${OWN_POLICIES}
      where polcmd in ('w', '*') and (polqual is null or polwithcheck is null)`,
    offence: `
      ${TABLE}
      create policy half on public.offence for update to authenticated using (true);
      create policy half_of_all on public.offence for all to service_role using (true);
      create policy whole on public.offence for update to service_role
        using (true) with check (true);`,
    reported: ['public.offence: half', 'public.offence: half_of_all'],
  },
  {
    name: 'a table has one permissive policy per role and action',
    offenders: `
      select format('%s: %s, %s', policy.table_oid::regclass, role::regrole, action)
      from ${OWN_POLICIES}, unnest(polroles) role,
        unnest(case polcmd when '*' then array['r', 'a', 'w', 'd'] else array[polcmd::text] end) action
      where polpermissive
      group by policy.table_oid, role, action having count(*) > 1`,
    offence: `
      ${TABLE}
      create policy one on public.offence for all to authenticated using (true) with check (true);
      create policy two on public.offence for select to authenticated using (true);
      create policy narrows on public.offence as restrictive for delete to authenticated using (true);`,
    reported: ['offence: authenticated, r'],
  },
  {
    name: 'every own table opens nothing to a token whose session has ended',
    offenders: `
      select own.name from ${OWN_TABLES}
      where not exists (select from ${OWN_POLICIES}
        where policy.table_oid = own.oid and not polpermissive and polcmd = '*'
          and 'authenticated'::regrole = any (polroles)
          and pg_get_expr(polqual, polrelid) = '( SELECT private.session_stands() AS session_stands)'
          and pg_get_expr(polwithcheck, polrelid) = '( SELECT private.session_stands() AS session_stands)')`,
    offence: `
      ${TABLE}
      create policy widens on public.offence for all to authenticated
        using ((select private.session_stands())) with check ((select private.session_stands()));
      create table public.offence_reading (id uuid primary key);
      create policy half on public.offence_reading as restrictive for select to authenticated
        using ((select private.session_stands()));
      create table public.offence_none (id uuid primary key);
      create policy narrows on public.offence_none as restrictive for all to authenticated
        using ((select private.session_stands())) with check ((select private.session_stands()));`,
    reported: ['public.offence', 'public.offence_reading'],
  },
  {
    name: 'who asks is found out once a query, not once a row',
    // Deparsed, a sub-select reads "( SELECT auth.uid() AS uid)", and one of rows "FROM private.rows() rows(a, b)".
    offenders: String.raw`
      select name from ${OWN_POLICIES}
      where regexp_replace(condition,
        'SELECT (auth|private)\.\w+\(\) AS \w+|FROM private\.\w+\(\) \w+\([\w, ]+\)\)', '', 'g')
        ~ '((auth|private)\.\w+|current_setting)\('`,
    offence: `
      ${TABLE}
      create function private.offends(id uuid) returns boolean language sql as 'select true';
      create policy slow on public.offence for select to authenticated using (id = auth.uid());
      create policy slower on public.offence for delete to authenticated using (private.offends(id));
      create policy fast on public.offence for insert to authenticated
        with check (id = (select auth.uid()));`,
    reported: ['public.offence: slow', 'public.offence: slower'],
  },
  {
    name: 'no policy trusts what people can write about themselves',
    offenders: `select name from ${OWN_POLICIES} where condition ~* 'user_meta_?data'`,
    offence: `
      ${TABLE}
      create policy gullible on public.offence for select to authenticated
        using (((select auth.jwt()) -> 'user_metadata' ->> 'role') = 'admin');`,
    reported: ['public.offence: gullible'],
  },
  {
    name: 'a policy has an index to start from',
    offenders: `
      select name from ${OWN_POLICIES}
      where exists (select from pg_depend d
        where d.objid = policy_oid and d.refobjid = table_oid and d.refobjsubid > 0)
      and not exists (select from pg_depend d
        join pg_index i on i.indrelid = table_oid and i.indkey[0] = d.refobjsubid and i.indpred is null
        where d.objid = policy_oid and d.refobjid = table_oid)`,
    offence: `
      create table public.offence (id uuid primary key, owner_id uuid);
      create policy scans on public.offence for select to authenticated
        using (owner_id = (select auth.uid()));
      create policy finds on public.offence for delete to authenticated
        using (id = (select auth.uid()));`,
    reported: ['public.offence: scans'],
  },
]
