import type { Conversation } from '../../../wire/conversations.ts'
import type { Api } from '../../requests/http.ts'
import type { Conversations } from '../sync/conversations.ts'

/** What the screens of rooms and of pins need. They are loaded later, so the paths of their requests stand with them. */
export interface RoomsSlice {
  /** Throws RequestError. */
  ask: Api
  /** Puts a conversation that an answer brought into the list. */
  adopt(conversation: Conversation): void
}

interface Needs {
  call: Api
  conversations: Pick<Conversations, 'adopt'>
}

export const createRoomsSlice = ({ call, conversations }: Needs): RoomsSlice => ({
  ask: call,
  adopt: (conversation) => conversations.adopt([conversation]),
})
