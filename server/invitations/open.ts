import type { InvitationFace } from '../../wire/invitations/invitations.ts'
import { insertPair, type FoundOrMade } from '../conversations/direct.ts'
import type { Database, Sql } from '../database/client.ts'
import type { GroupChange } from '../groups/change.ts'
import { addParticipants } from '../groups/join.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { peopleNamedIn } from '../people/named.ts'
import { auditInvitation } from './audit.ts'
import { lockInvitation, noInvitation, readInvitation, whyNot, type Read } from './read.ts'

/** The result of opening a link. The fields `joined` and `pair` are announced after the commit. */
export interface Opening {
  face: InvitationFace
  isOwn: boolean
  insideId: string | null
  /** The person is a new participant of this group. */
  joined?: GroupChange
  /** The new conversation of these two people. */
  pair?: FoundOrMade & { inviterId: string }
}

/**
 * Opens a link for a person. A person who is already in the conversation gets it, even when the link has ended. A retry
 * after a lost answer therefore gets it too. Without `accept`, nobody becomes a participant.
 * @throws Refusal `not_found`, `forbidden`, `conversation_full`
 */
export async function openInvitation(
  sql: Database,
  userId: string,
  token: string,
  accept: boolean,
): Promise<Opening> {
  const read = await readInvitation(sql, userId, token)
  const answer = answerTo(read, userId)
  if (answer !== null) return answer
  if (!accept) return { face: read.face, isOwn: false, insideId: null }
  return sql.begin((tx) => comeBy(tx, userId, token, read.groupId))
}

/** The answer when nothing has to be stored. Null means that the person may use the link. */
function answerTo(read: Read, userId: string): Opening | null {
  const { face, groupId, inviterId, insideId, isGood, isUsed } = read
  const isOwn = groupId === null && inviterId === userId
  if (isOwn) return { face, isOwn, insideId: null }
  // Two people who have a conversation keep it, even when one blocks the other. The link itself must still be good.
  const mayOpen = groupId !== null || isGood || isUsed
  if (insideId !== null && mayOpen) return { face, isOwn, insideId }
  const refusal = whyNot(read)
  if (refusal !== null) throw refusal
  return null
}

async function comeBy(
  sql: Sql,
  userId: string,
  token: string,
  groupId: string | null,
): Promise<Opening> {
  // The group is locked first, as in every change of its participants. What is read afterwards cannot change.
  if (groupId !== null) {
    await sql`select set_config('lock_timeout', '2s', true)`
    await sql`select from public.conversations where id = ${groupId} for no key update`
  }
  // The lock needs a statement of its own. A statement that waited would read the other tables in their old state.
  await lockInvitation(sql, token)
  const read = await readInvitation(sql, userId, token)
  const answer = answerTo(read, userId)
  if (answer !== null) return answer
  await countUse(sql, userId, read)
  return groupId === null ? beginPair(sql, userId, read) : joinGroup(sql, userId, groupId, read)
}

/** A person counts once, even when they leave and come back. */
async function countUse(sql: Sql, userId: string, { id, groupId, inviterId }: Read): Promise<void> {
  const { count } = await sql`
    insert into private.invitation_uses (invitation_id, account_id) values (${id}, ${userId})
    on conflict do nothing`
  if (count > 0) await sql`update private.invitations set uses = uses + 1 where id = ${id}`
  await auditInvitation(sql, {
    action: 'invitation_accepted',
    leadsTo: groupId === null ? 'person' : 'group',
    subjectId: userId,
    actorId: inviterId,
    invitationId: id,
  })
}

async function joinGroup(
  sql: Sql,
  userId: string,
  groupId: string,
  { face }: Read,
): Promise<Opening> {
  await addParticipants(sql, groupId, [userId])
  const lines = [await writeSystemLine(sql, groupId, userId, { type: 'joined' })]
  const people = await peopleNamedIn(sql, lines)
  const none = { removed: [], strangers: new Map() }
  const joined = { id: groupId, lines, people, added: [userId], ...none }
  return { face, isOwn: false, insideId: groupId, joined }
}

async function beginPair(sql: Sql, userId: string, { face, inviterId }: Read): Promise<Opening> {
  const made = await insertPair(sql, userId, inviterId)
  // One of them has just blocked the other, or the conversation has just begun in another way. A retry finds out.
  if (made === undefined) throw noInvitation()
  const pair = { id: made.id, isNew: true, inviterId }
  return { face, isOwn: false, insideId: made.id, pair }
}
