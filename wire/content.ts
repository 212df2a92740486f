// No schema library here: the page shows messages by their content.
import type { Message, SystemEvent } from './messages.ts'

/** What a message holds. Whoever reads a body asks for the content first: not every content has one. */
export type Content =
  | { kind: 'text'; body: string }
  /** A line that tells what somebody did to the conversation. */
  | { kind: 'system'; event: SystemEvent }
  /** The message keeps its place and nothing else. */
  | { kind: 'deleted' }

export type ContentFields = Pick<Message, 'kind' | 'body' | 'event' | 'deleted_at'>

export function contentOf({ kind, body, event, deleted_at }: ContentFields): Content {
  if (deleted_at !== null) return { kind: 'deleted' }
  if (kind === 'text') return { kind, body }
  // The relay stores an event with every system line. One without it has nothing to show.
  return event === null ? { kind: 'deleted' } : { kind, event }
}

/** The text that a person wrote, or null when this content has none. */
export function bodyOf(content: Content): string | null {
  switch (content.kind) {
    case 'text':
      return content.body
    case 'system':
    case 'deleted':
      return null
  }
}
