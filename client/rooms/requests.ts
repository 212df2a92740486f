import type { Conversation } from '../../wire/conversations.ts'
import type {
  BarredList,
  Room,
  RoomChange,
  RoomCreate,
  RoomList,
  RoomsQuery,
  Unmasking,
} from '../../wire/rooms/rooms.ts'
import type { Messenger } from '../realtime/messenger.ts'

/** The requests about rooms. All throw RequestError. */

export function findRooms({ rooms }: Messenger, { q = '', cursor = '' }: RoomsQuery) {
  const query = new URLSearchParams({ ...(q && { q }), ...(cursor && { cursor }) })
  return rooms.ask<RoomList>('GET', `/api/rooms?${query}`)
}

export const roomOf = ({ rooms }: Messenger, id: string) =>
  rooms.ask<Room>('GET', `/api/rooms/${id}`)

export const unmaskingsOf = ({ rooms }: Messenger, id: string) =>
  rooms.ask<{ items: Unmasking[] }>('GET', `/api/rooms/${id}/unmaskings`)

export interface NewRoom {
  kind?: RoomCreate['kind']
  agreed?: boolean
  title: string
  topic: string
  history: Room['history']
}

/** `clientId` names the creation. A second call with the same one gets the room of the first. */
export const createRoom = (messenger: Messenger, clientId: string, room: NewRoom) =>
  adopting(messenger, messenger.rooms.ask('POST', '/api/rooms', { ...room, client_id: clientId }))

export const joinRoom = (messenger: Messenger, id: string, entry?: { agreed: boolean }) =>
  adopting(messenger, messenger.rooms.ask('PUT', `/api/rooms/${id}/me`, entry))

export const changeRoom = (messenger: Messenger, id: string, change: RoomChange) =>
  adopting(messenger, messenger.rooms.ask('PATCH', `/api/rooms/${id}`, change))

export const barredFrom = ({ rooms }: Messenger, id: string, cursor?: string) =>
  rooms.ask<BarredList>(
    'GET',
    `/api/rooms/${id}/barred?${new URLSearchParams(cursor ? { cursor } : {})}`,
  )

export const letBackIn = ({ rooms }: Messenger, id: string, userId: string) =>
  rooms.ask('DELETE', `/api/rooms/${id}/barred/${userId}`)

async function adopting(
  { rooms }: Messenger,
  answer: Promise<Conversation>,
): Promise<Conversation> {
  const conversation = await answer
  rooms.adopt(conversation)
  return conversation
}
