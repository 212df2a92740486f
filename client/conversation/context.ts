import { createContext, useContext } from 'react'
import type { Author } from '../../wire/author.ts'
import type { Message } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import type { Actor } from '../../wire/permissions.ts'

/**
 * What the composer does with its body: send it, send it as a reply, or save it as an edit. `byItself`: it goes on after
 * a reload, and nobody asked for it just now.
 */
export type ComposerMode =
  | { kind: 'write' }
  | { kind: 'reply'; message: Message; byItself?: boolean }
  /** `body`: what the message is to become, as far as it was typed. */
  | { kind: 'edit'; message: Message; byItself?: boolean; body?: string }

/** The id of the message that the person chose. What begins by itself may come late, and leaves the focus where it is. */
export const chosenIn = (mode: ComposerMode): string | null =>
  mode.kind === 'write' || mode.byItself ? null : mode.message.id

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

/** True while the composer changes a message. It is not in the place, so that no row is drawn again. */
export const EditingContext = createContext(false)

/**
 * The people of a conversation and their names. It changes with names, people and the user's own role, and not with
 * receipts.
 */
export interface People {
  conversationId: string
  me: string
  /** The user, as wire/permissions.ts asks for an actor. */
  actor: Actor
  /** False in a locked or closed room, and about a closed post, where the user may not write. A change of a message is writing too. */
  mayWrite: boolean
  /** True when there may be more than two people. */
  group: boolean
  /** The participants, and all people whom messages name. Some of these may have left. */
  byId: ReadonlyMap<string, Person>
  byUsername: ReadonlyMap<string, Person>
  /** The first participants, or all of them. */
  participants: readonly Person[]
  hasAllParticipants: boolean
  /** The name of a person; "You" for the user. */
  nameOf: (userId: string | null) => string
  nameOfAuthor: (author: Author) => string
}

export const PeopleContext = createContext<People>({
  conversationId: '',
  me: '',
  actor: { userId: '', kind: 'DIRECT', role: 'member' },
  mayWrite: true,
  group: false,
  byId: new Map(),
  byUsername: new Map(),
  participants: [],
  hasAllParticipants: true,
  nameOf: () => '',
  nameOfAuthor: () => '',
})
export const usePeople = () => useContext(PeopleContext)
