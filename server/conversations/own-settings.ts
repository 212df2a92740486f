import type { Conversation } from '../../wire/conversations.ts'
import type { OwnSettingsChange } from '../../wire/requests/conversations.ts'
import { MAX_PINNED_CONVERSATIONS } from '../../wire/limits.ts'
import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import { isArchived } from './conversation-json.ts'
import { conversationOf } from './memberships.ts'

/**
 * Changes the own settings of a participant. Fields that the request does not name stay. `unread_from` moves
 * `last_read_seq` back, never forward and never to before they joined.
 */
export async function changeOwnSettings(
  sql: Database,
  userId: string,
  conversationId: string,
  change: OwnSettingsChange,
): Promise<Conversation> {
  if (change.pinned === true) {
    await sql.begin(async (tx) => {
      await requireSpaceForPin(tx, userId, conversationId)
      await store(tx, userId, conversationId, change)
    })
  } else {
    await store(sql, userId, conversationId, change)
  }
  return conversationOf(sql, userId, conversationId)
}

async function store(
  sql: Sql,
  userId: string,
  conversationId: string,
  { muted, notify, unread_from, draft, pinned, archived }: OwnSettingsChange,
): Promise<void> {
  const text = draft?.trim() === '' ? null : (draft ?? null)
  const read = unread_from === undefined ? sql`p.last_read_seq` : steppedBack(sql, unread_from)
  await sql`
    update public.conversation_participants p set
      muted = coalesce(${muted ?? null}, p.muted),
      notify = coalesce(${notify ?? null}, p.notify),
      draft = case when ${draft !== undefined} then ${text} else p.draft end,
      draft_at = case when ${draft === undefined} then p.draft_at
        when ${text}::text is not null then now() end,
      marked_unread = p.marked_unread or ${unread_from !== undefined},
      last_read_seq = ${read},
      receipts_ver = p.receipts_ver + case when ${read} < p.last_read_seq then 1 else 0 end,
      pinned_at = ${pinnedAt(sql, { pinned, archived })},
      archived_seq = ${archivedSeq(sql, { muted, pinned, archived })},
      own_ver = p.own_ver + 1
    from public.conversations c
    where c.id = p.conversation_id
      and p.conversation_id = ${conversationId} and p.user_id = ${userId} and p.left_at is null`
}

const steppedBack = (sql: Sql, unreadFrom: number) => sql`
  least(p.last_read_seq, greatest(${unreadFrom}::bigint - 1, p.joined_seq))`

/** A conversation is pinned or archived, and not both. */
function pinnedAt(sql: Sql, { pinned, archived }: OwnSettingsChange) {
  if (pinned === true) return sql`coalesce(p.pinned_at, date_trunc('milliseconds', now()))`
  return pinned === false || archived === true ? sql`null` : sql`p.pinned_at`
}

/**
 * Muting and unmuting leave a conversation where it is now. Without that, muting would archive again what a message had
 * brought back.
 */
function archivedSeq(sql: Sql, { muted, pinned, archived }: OwnSettingsChange) {
  if (archived === true) return sql`c.last_seq`
  if (archived === false || pinned === true) return sql`null`
  if (muted === undefined) return sql`p.archived_seq`
  return sql`case when ${isArchived(sql, 'c', 'p')} then c.last_seq end`
}

/** Two tabs that pin at once wait for each other, so that both together stay within the bound. */
async function requireSpaceForPin(tx: Sql, userId: string, conversationId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended('pinned conversations of ' || ${userId}, 0))`
  const { count } = await tx`
    select from public.conversation_participants
    where user_id = ${userId} and left_at is null and pinned_at is not null
      and conversation_id <> ${conversationId}`
  if (count < MAX_PINNED_CONVERSATIONS) return
  throw new Refusal(
    'too_many_pins',
    `A list has ${MAX_PINNED_CONVERSATIONS} pinned conversations at most.`,
  )
}
