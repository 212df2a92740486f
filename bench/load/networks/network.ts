import type { Address } from '../protocol.ts'

/** A conversation by its place in the crowd. */
export interface Conversation {
  kind: 'pair' | 'group'
  index: number
}

export interface Connection {
  /** The number comes back in `onConfirmed`, where the peer confirms messages. */
  send(conversation: Conversation, number: number, body: string): void
  /** Only of a peer that sends a group's messages to those alone who have entered it. */
  enter?(group: number): Promise<void>
  /** Only of Parley: resolves when the person is told whenever this one comes or goes. */
  watch?(person: number): Promise<void>
  close(): void
}

export interface Listener {
  /** A frame with messages of others, and perhaps of the person too. */
  onMessages(frame: Buffer): void
  onConfirmed(number: number): void
  /** The peer ended a connection that was open. */
  onClosed?(): void
}

/** The peer asks this person to come back later. */
export class ComeBackLater extends Error {
  readonly milliseconds: number

  constructor(milliseconds: number) {
    super(`come back in ${milliseconds} ms`)
    this.milliseconds = milliseconds
  }
}

/** How clients speak to a peer. */
export interface Network {
  /** Whether the sender gets an answer once its message is stored. */
  confirms: boolean
  /** Resolves when the person is authenticated, in all conversations and up to date. */
  open(address: Address, person: number, listener: Listener): Promise<Connection>
}
