import type { Conversation } from './conversations.ts'

type Archivable = Pick<Conversation, 'last_seq'> & {
  me: Pick<Conversation['me'], 'archived_seq' | 'muted'>
}

/** A message after the archiving brings a conversation back to the list, unless the conversation is muted. */
export const isArchived = ({ last_seq, me: { archived_seq, muted } }: Archivable): boolean =>
  archived_seq !== null && (muted || last_seq <= archived_seq)
