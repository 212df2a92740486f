import type { Message } from './messages.ts'

/**
 * The author of a message or an event. Code that shows or compares authors uses this type and never a raw account id: a
 * room with aliases has no account ids.
 */
export type Author =
  | { readonly kind: 'person'; readonly user_id: string }
  | { readonly kind: 'alias'; readonly alias_id: string }
  /** Nobody with a name: the account was deleted, or Parley itself wrote the line. */
  | { readonly kind: 'system' }

const system: Author = { kind: 'system' }

export const personAuthor = (userId: string): Author => ({ kind: 'person', user_id: userId })

/** The only place that reads `sender_id` of a message to get its author. */
export const authorOf = ({ sender_id }: Pick<Message, 'sender_id'>): Author =>
  sender_id === null ? system : personAuthor(sender_id)

/** A short text, equal only for equal authors. It serves as a key of lists and maps. */
export function authorKey(author: Author): string {
  switch (author.kind) {
    case 'person':
      return author.user_id
    case 'alias':
      return `alias ${author.alias_id}`
    case 'system':
      return ''
  }
}

export const sameAuthor = (one: Author, two: Author): boolean => authorKey(one) === authorKey(two)

/** Whether this account is the author, under its own name. */
export const isBy = (author: Author, userId: string): boolean =>
  author.kind === 'person' && author.user_id === userId

/** Whether one of these accounts is the author, under its own name. */
export const isByOneOf = (author: Author, userIds: ReadonlySet<string>): boolean =>
  author.kind === 'person' && userIds.has(author.user_id)

/** The account of an author. It is null when there is none or nobody may know it. */
export const personIdOf = (author: Author): string | null =>
  author.kind === 'person' ? author.user_id : null
