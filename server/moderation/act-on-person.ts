import { isOfDarkRoom } from '../../wire/ids.ts'
import { removeByModerator } from '../groups/remove-by-moderator.ts'
import { Refusal } from '../refusal.ts'
import { endSession } from '../session/end-session.ts'
import { takeTurn } from '../session/session-rows.ts'
import { impossible, subjectOf, type Acting } from './acting.ts'

export async function warn(acting: Acting): Promise<void> {
  acting.consequences.told.push(subjectOf(acting))
}

export async function mute(acting: Acting): Promise<void> {
  const { sql, decision } = acting
  await sql`
    insert into private.restrictions as r (account_id, muted_until)
    values (${subjectOf(acting)}, now() + ${decision.seconds ?? 0} * interval '1 second')
    on conflict (account_id) do update
      set muted_until = greatest(r.muted_until, excluded.muted_until)`
  await sql`select private.note_judged_authors()`
  acting.consequences.told.push(subjectOf(acting))
}

/** Removes the person from the room of the report. */
export async function remove(acting: Acting): Promise<void> {
  const { sql, report, consequences } = acting
  if (report.conversation_id === null) throw impossible()
  consequences.removals.push(
    await removeByModerator(sql, report.conversation_id, subjectOf(acting)),
  )
  consequences.told.push(subjectOf(acting))
}

/** The sign-in is refused first. A bridge that runs meanwhile waits for the turn, and then finds the suspension. */
export async function suspend(acting: Acting): Promise<void> {
  const { sql, decision } = acting
  const userId = subjectOf(acting)
  if (isOfDarkRoom(userId)) {
    // A moderator would see which account is gone, and so who was behind the alias.
    throw new Refusal('conflict', 'An alias cannot be suspended. Mute it, remove it, or unmask it.')
  }
  await takeTurn(sql, userId)
  await sql`
    insert into private.restrictions as r (account_id, suspended_until)
    values (${userId},
      coalesce(now() + ${decision.seconds ?? null}::int * interval '1 second', 'infinity'))
    on conflict (account_id) do update
      set suspended_until = greatest(r.suspended_until, excluded.suspended_until)`
  const sessions = await sql<{ id: string; userId: string }[]>`
    select id, user_id as "userId" from public.user_sessions
    where user_id = ${userId} and revoked_at is null order by id for update`
  for (const session of sessions) await endSession(sql, session, 'suspended', null)
}
