import { actorIn } from '../../server/aliases/actors.ts'
import { startDirect } from '../../server/conversations/direct.ts'
import type { Database } from '../../server/database/client.ts'
import { createGroup } from '../../server/groups/create.ts'
import { writeMessages } from '../../server/messages/store/write-messages.ts'
import { createRoom } from '../../server/rooms/create.ts'
import { joinRoom } from '../../server/rooms/join.ts'
import { newMessage } from '../new-message.ts'

type People = readonly [string, string, string]
export type Place = 'among people' | 'in a hangout' | 'in a dark room'
export const places = ['among people', 'among people', 'in a hangout', 'in a dark room'] as const

/** The conversation of a pair or the room of a run, and everybody who has something to read in it. */
interface Begun {
  id: string
  writers: readonly string[]
  isRoom: boolean
}

const begin: Record<Place, (sql: Database, people: People) => Promise<Begun>> = {
  async 'among people'(sql, [ada, ben]) {
    const direct = await startDirect(sql, ada, { kind: 'DIRECT', participant_ids: [ben] })
    await startDirect(sql, ben, { kind: 'DIRECT', participant_ids: [ada] })
    return { id: direct.conversation.id, writers: [ada, ben, ben], isRoom: false }
  },
  'in a hangout': (sql, people) => openRoom(sql, people, 'HANGOUT'),
  'in a dark room': (sql, people) => openRoom(sql, people, 'DARK_ROOM'),
}

/** A room of the first person. The second one has joined it, and the third one may enter it later. */
async function openRoom(
  sql: Database,
  [ada, ben]: People,
  kind: 'HANGOUT' | 'DARK_ROOM',
): Promise<Begun> {
  const wanted = { kind, title: 'room', topic: '', history: 'all', agreed: true } as const
  const { id } = await createRoom(sql, ada, wanted, 0)
  await joinRoom(sql, ben, id, { agreed: true })
  const writers = [await actorIn(sql, ada, id), await actorIn(sql, ben, id)]
  return { id, writers, isRoom: true }
}

/**
 * A group of all beside another conversation, in which everybody has something to read. Returns the ids of the rooms
 * that may be entered.
 */
export async function beginTalking(sql: Database, place: Place, people: People): Promise<string[]> {
  const [ada, ben, cleo] = people
  const { change: group } = await createGroup(sql, ada, {
    kind: 'GROUP',
    title: 'all',
    participant_ids: [ben, cleo],
  })
  const other = await begin[place](sql, people)
  const write = (conversationId: string) => (senderId: string, n: number) =>
    newMessage(conversationId, senderId, { body: `before ${n}` })
  await writeMessages(sql, [
    ...[...people, ...people].map(write(group.id)),
    ...other.writers.map(write(other.id)),
  ])
  return other.isRoom ? [other.id] : []
}
