import type { Message } from './messages.ts'

/**
 * Who wrote something. Code that shows or compares authors uses this and never a raw id of an account: in a room under
 * aliases there is none.
 */
export type Author =
  | { readonly kind: 'person'; readonly user_id: string }
  | { readonly kind: 'alias'; readonly alias_id: string }
  /** Nobody who can be named: the account was deleted, or Parley itself wrote the line. */
  | { readonly kind: 'system' }

const system: Author = { kind: 'system' }

export const personAuthor = (userId: string): Author => ({ kind: 'person', user_id: userId })

/** The one place that reads `sender_id` of a message to learn who wrote it. */
export const authorOf = ({ sender_id }: Pick<Message, 'sender_id'>): Author =>
  sender_id === null ? system : personAuthor(sender_id)

/** A short text that is equal for equal authors and for no others: for keys of lists and maps. */
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

export const sameAuthor = (one: Author, other: Author): boolean =>
  authorKey(one) === authorKey(other)

/** Whether this account wrote it under its own name. */
export const isBy = (author: Author, userId: string): boolean =>
  author.kind === 'person' && author.user_id === userId

/** Whether one of these accounts wrote it under its own name. */
export const isByOneOf = (author: Author, userIds: ReadonlySet<string>): boolean =>
  author.kind === 'person' && userIds.has(author.user_id)

/** The account behind an author; null where there is none or none may be known. */
export const personIdOf = (author: Author): string | null =>
  author.kind === 'person' ? author.user_id : null
