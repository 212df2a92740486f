import { createContext, useContext } from 'react'
import type { Participant } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'

/** What the composer does with its body: send it, send it as a reply, or save it as an edit. */
export type ComposerMode =
  { kind: 'write' } | { kind: 'reply'; message: Message } | { kind: 'edit'; message: Message }

/**
 * What a message needs from the timeline or the thread that shows it. The value is stable, so that no row
 * is drawn again.
 */
export interface MessagePlace {
  conversationId: string
  /** The root of the shown thread, or null in the timeline. */
  threadRoot: string | null
  setMode: (mode: ComposerMode) => void
  jumpTo: (seq: number) => void
  /** Called when the user marks the conversation unread from this seq. */
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

/** The people of a conversation. It changes with names and participants, but not with receipts. */
export interface People {
  me: string
  group: boolean
  /** Contains former participants too. */
  byId: ReadonlyMap<string, Person>
  byUsername: ReadonlyMap<string, Participant>
  /** Returns "You" for the user. */
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
