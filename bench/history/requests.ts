import { randomUUID } from 'node:crypto'
import { changesOf } from '../../server/conversations/changes.ts'
import { listConversations } from '../../server/conversations/list.ts'
import {
  conversationOf,
  highWaterMarks,
  membershipsOf,
} from '../../server/conversations/memberships.ts'
import { listParticipants } from '../../server/conversations/participants.ts'
import { moveReceipts } from '../../server/conversations/receipts.ts'
import { syncFor } from '../../server/conversations/sync.ts'
import type { Database } from '../../server/database/client.ts'
import { createGroup } from '../../server/groups/create.ts'
import { editMessage } from '../../server/messages/edit.ts'
import { historyOf } from '../../server/messages/history.ts'
import { addReaction, removeReaction } from '../../server/messages/reactions.ts'
import { sendMessage } from '../../server/messages/send.ts'
import type { MessageWriter } from '../../server/messages/store/message-writer.ts'
import { ownProfileOf } from '../../server/people/profiles.ts'
import { renamedPeople } from '../../server/people/renamed.ts'
import { searchPeople } from '../../server/people/search.ts'
import { Refusal } from '../../server/refusal.ts'
import { searchMessages } from '../../server/search/search.ts'
import { COMMON, PAST, RARE } from './histories.ts'
import type { Installation } from './seed.ts'

export interface Subject extends Installation {
  sql: Database
  writer: MessageWriter
  cursors: Record<string, number>
  epoch: string
  /** A message of the person who asks. */
  ownMessageId: string
}

type Request = (subject: Subject) => Promise<unknown>
const PAGE = 50
const PAGES_BACK = 400
const TOGETHER = 50

const search =
  (q: string): Request =>
  ({ sql, userId }) =>
    searchMessages(sql, userId, { q })
const searchInOne =
  (q: string): Request =>
  ({ sql, userId, conversationId }) =>
    searchMessages(sql, userId, { q, in: conversationId })
const searchInFew =
  (q: string): Request =>
  ({ sql, counterpartId }) =>
    searchMessages(sql, counterpartId, { q })

const write = ({ writer, userId }: Subject, conversation_id: string) =>
  sendMessage(writer, userId, { conversation_id, client_id: randomUUID(), body: 'nobody waits' })

/** A request that is refused because it takes too long counts with the time until then. */
const orTooCostly =
  (request: Request): Request =>
  (subject) =>
    request(subject).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'too_costly') throw error
    })

/** What a person waits for, written as the relay does it. */
const asked: Record<string, Request> = {
  'connecting: its conversations': ({ sql, userId }) => membershipsOf(sql, userId),
  'connecting: its high-water marks': ({ sql, userId }) =>
    sql`select ${highWaterMarks(sql, sql`${userId}`)}`,
  'the own profile': ({ sql, userId }) => ownProfileOf(sql, userId),
  'the list': ({ sql, userId }) => listConversations(sql, userId, { filter: 'all' }),
  'the list: unread': ({ sql, userId }) => listConversations(sql, userId, { filter: 'unread' }),
  'a conversation': ({ sql, userId, conversationId }) =>
    conversationOf(sql, userId, conversationId),
  'its newest page': ({ sql, userId, conversationId }) =>
    historyOf(sql, userId, conversationId, { limit: PAGE }),
  'page 400 of its history': ({ sql, userId, conversationId, length }) =>
    historyOf(sql, userId, conversationId, {
      limit: PAGE,
      before_seq: Math.max(1, length - PAGES_BACK * PAGE),
    }),
  'a page around a place': ({ sql, userId, conversationId, length }) =>
    historyOf(sql, userId, conversationId, { limit: PAGE, around_seq: Math.max(1, length >> 1) }),
  'a room: the conversation': ({ sql, userId, roomId }) => conversationOf(sql, userId, roomId),
  'a room: its first people': ({ sql, userId, roomId }) =>
    listParticipants(sql, userId, roomId, {}),
  'a room: its people by name': ({ sql, userId, roomId }) =>
    listParticipants(sql, userId, roomId, { q: 'person 7' }),
  'changes since 100 ago': ({ sql, userId, conversationId, length }) =>
    changesOf(sql, userId, conversationId, { after_ver: Math.max(0, length - 100), limit: 200 }),
  'sync of 500 cursors': ({ sql, userId, epoch, cursors }) =>
    syncFor(sql, userId, { epoch, cursors }),
  'people by name': ({ sql, userId }) => searchPeople(sql, userId, 'person 7'),
  'people by address': ({ sql, userId, counterpartId }) =>
    searchPeople(sql, userId, `${counterpartId}@example.com`),
  'renames of the last minute': ({ sql, userId }) =>
    renamedPeople(sql, userId, new Date(Date.now() - 60_000).toISOString()),
  'search: a rare word': search(RARE),
  'search: a word of every tenth message': search(COMMON),
  'search: a word of a few weeks a year ago': search(PAST),
  'search: a common and a rare word': search(`${COMMON} ${RARE}`),
  'search: messages of one of 100 people': ({ sql, userId, counterpartId }) =>
    searchMessages(sql, userId, { q: COMMON, from: counterpartId }),
  'search in one conversation: rare': searchInOne(RARE),
  'search in one conversation: common': searchInOne(COMMON),
  'search in 150 conversations: rare': searchInFew(RARE),
  'search in 150 conversations: common': searchInFew(COMMON),
  'write: a message': (subject) => write(subject, subject.conversationId),
  'write: a message to the room': (subject) => write(subject, subject.roomId),
  'write: 50 messages at once': (subject) =>
    Promise.all(
      Array.from({ length: TOGETHER }, (_, n) => {
        const ids = Object.keys(subject.cursors)
        return write(subject, ids[n % ids.length]!)
      }),
    ),
  'write: an edit': ({ sql, userId, ownMessageId }) =>
    editMessage(sql, userId, ownMessageId, `edited ${performance.now()}`),
  'write: a reaction and back': async ({ sql, userId, ownMessageId }) => {
    await addReaction(sql, userId, ownMessageId, '👍')
    await removeReaction(sql, userId, ownMessageId, '👍')
  },
  'write: read until the end': ({ sql, userId, conversationId }) =>
    moveReceipts(sql, userId, conversationId, 'read', Number.MAX_SAFE_INTEGER),
  'write: a new group': ({ sql, userId, counterpartId }) =>
    createGroup(sql, userId, { kind: 'GROUP', title: 'New', participant_ids: [counterpartId] }),
}

export const requests = Object.fromEntries(
  Object.entries(asked).map(([name, request]) => [name, orTooCostly(request)]),
)
