import { randomUUID } from 'node:crypto'
import type { Conversation } from '../wire/conversations.ts'
import type { RoomChange, RoomCreate } from '../wire/rooms/rooms.ts'
import type { TestPerson } from './relay.ts'

const call = (person: TestPerson, method: string, path: string, body?: object) =>
  person.browser.call(method, `/api/rooms${path}`, body === undefined ? {} : { body })

/** Makes an open room and fails when it is refused. */
export async function createRoom(
  owner: TestPerson,
  wanted: Partial<RoomCreate> = {},
): Promise<Conversation> {
  const answer = await call(owner, 'POST', '', { title: `Room ${randomUUID()}`, ...wanted })
  if (answer.status !== 201) throw new Error(`no room: ${answer.status}`)
  return answer.body as Conversation
}

/** Makes a dark room. Its maker agrees to the notice. */
export const createDarkRoom = (owner: TestPerson, wanted: Partial<RoomCreate> = {}) =>
  createRoom(owner, { kind: 'DARK_ROOM', agreed: true, ...wanted })

export const enterDarkRoom = (person: TestPerson, id: string) =>
  call(person, 'PUT', `/${id}/me`, { agreed: true })

export const joinRoom = (person: TestPerson, id: string) => call(person, 'PUT', `/${id}/me`)

export const changeRoom = (person: TestPerson, id: string, change: RoomChange) =>
  call(person, 'PATCH', `/${id}`, change)

export const roomAsSeenBy = (person: TestPerson, id: string) => call(person, 'GET', `/${id}`)

export const searchRooms = (person: TestPerson, q: string, cursor?: string) =>
  call(person, 'GET', `?${new URLSearchParams({ q, ...(cursor && { cursor }) })}`)
