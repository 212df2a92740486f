// No schema library here: the page shows messages by their content.
import type { MessageFile } from './files.ts'
import type { Message, SystemEvent } from './messages.ts'

/** The content of a message. Code asks for the content before it reads a body: not every content has one. */
export type Content =
  | { kind: 'text'; body: string }
  /** Pictures and other files. The body is their caption and may be empty. */
  | { kind: 'files'; body: string; files: readonly MessageFile[] }
  | { kind: 'voice'; file: MessageFile }
  /** A line about a change of the conversation. */
  | { kind: 'system'; event: SystemEvent }
  /** The message keeps only its seq. */
  | { kind: 'deleted' }
  /** A moderator hid the body. It may come back. */
  | { kind: 'hidden' }
  /** The message reached its end. The page shows nothing in its place. */
  | { kind: 'expired' }

export type ContentFields = Pick<
  Message,
  'kind' | 'body' | 'event' | 'deleted_at' | 'hidden_at' | 'expires_at' | 'files'
>

export function contentOf(message: ContentFields): Content {
  const { kind, body, event, deleted_at, hidden_at, expires_at, files = [] } = message
  if (deleted_at !== null) return { kind: deleted_at === expires_at ? 'expired' : 'deleted' }
  if (hidden_at) return { kind: 'hidden' }
  if (files[0]?.kind === 'voice') return { kind: 'voice', file: files[0] }
  if (files.length > 0) return { kind: 'files', body, files }
  if (kind === 'text') return { kind, body }
  // The relay stores an event with every system line. A line without an event has nothing to show.
  return event === null ? { kind: 'deleted' } : { kind, event }
}

/** The text that a person wrote. It is null when this content has none. */
export function bodyOf(content: Content): string | null {
  switch (content.kind) {
    case 'text':
    case 'files':
      return content.body
    case 'voice':
    case 'system':
    case 'deleted':
    case 'hidden':
    case 'expired':
      return null
  }
}
