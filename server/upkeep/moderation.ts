import type { Sql } from '../database/client.ts'

/** The notes of reporters go with their report. */
export async function deleteDecidedReports(sql: Sql, days: number, batch: number): Promise<number> {
  const { count } = await sql`
    delete from public.reports where id in (
      select id from public.reports
      where decided_at is not null and decided_at < now() - ${days} * interval '1 day'
      order by decided_at, id limit ${batch}
      for update skip locked
    )`
  return count
}

/**
 * An action stays while it holds: a mute or suspension that has not ended, and the hiding of something that is hidden
 * still. One that is appealed against stays with its report.
 */
export async function deleteOldActions(sql: Sql, days: number, batch: number): Promise<number> {
  const { count } = await sql`
    delete from private.moderation_actions where id in (
      select a.id from private.moderation_actions a
      where a.created_at < now() - ${days} * interval '1 day'
        and not exists (select from public.reports r where r.id = a.report_id or r.action_id = a.id)
        and (a.undone_at is not null or case a.action
          when 'mute' then a.ends_at < now()
          when 'suspend' then coalesce(a.ends_at < now(), false)
          when 'hide' then not exists (
            select from private.hidden_messages hidden where hidden.message_id = a.message_id
          ) and not exists (
            select from public.posts hidden where hidden.id = a.post_id and hidden.hidden_because = 'moderator'
          )
          else true
        end)
      limit ${batch}
      for update skip locked
    )`
  return count
}

/** A restriction of an account, or of an alias, that is gone for good. */
export async function deleteRestrictionsOfNobody(sql: Sql, batch: number): Promise<number> {
  const { count } = await sql`
    delete from private.restrictions where account_id in (
      select r.account_id from private.restrictions r
      where not exists (select from auth.users u where u.id = r.account_id)
        and not exists (select from private.accounts a where a.id = r.account_id)
      limit ${batch}
      for update skip locked
    )`
  return count
}

/** The counts of accounts whose first day is over. */
export async function forgetFirstDays(sql: Sql, batch: number): Promise<number> {
  const { count } = await sql`
    delete from private.new_account_uses where (account_id, what) in (
      select n.account_id, n.what from private.new_account_uses n
      where private.new_account_seconds(n.account_id) is null
      limit ${batch}
      for update skip locked
    )`
  return count
}
