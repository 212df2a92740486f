import { createContext, useContext } from 'react'
import type { Participant } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'

/** What the composer is there for now. */
export type ComposerMode =
  { kind: 'write' } | { kind: 'reply'; message: Message } | { kind: 'edit'; message: Message }

/** What a message can ask of the place it is shown in. It never changes, so that no row is drawn again for it. */
export interface MessagePlace {
  conversationId: string
  /** The thread that is shown, or null in the timeline. */
  threadRoot: string | null
  setMode: (mode: ComposerMode) => void
  jumpTo: (seq: number) => void
  /** From this message on it is unread again. */
  onUnread?: (seq: number) => void
}

const nowhere: MessagePlace = {
  conversationId: '',
  threadRoot: null,
  setMode: () => undefined,
  jumpTo: () => undefined,
}

export const MessagePlaceContext = createContext<MessagePlace>(nowhere)
export const useMessagePlace = () => useContext(MessagePlaceContext)

/** Who is who in a conversation. Changes with names and people, not with their marks. */
export interface People {
  me: string
  group: boolean
  /** Also those who left. */
  byId: ReadonlyMap<string, Person>
  byUsername: ReadonlyMap<string, Participant>
  /** "You" for oneself. */
  nameOf: (userId: string | null) => string
}

export const PeopleContext = createContext<People>({
  me: '',
  group: false,
  byId: new Map(),
  byUsername: new Map(),
  nameOf: () => '',
})
export const usePeople = () => useContext(PeopleContext)
