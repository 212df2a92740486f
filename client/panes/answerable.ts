import { authorOf, isBy, isByOneOf } from '../../wire/author.ts'
import type { Message } from '../../wire/messages.ts'

/** The message that ↑ edits (the user's last one) or Shift+↑ replies to (the last one of another person). */
export function answerable(
  messages: readonly Message[],
  me: string,
  what: 'edit' | 'reply',
  { threadRoot, blocked }: { threadRoot: string | null; blocked: ReadonlySet<string> },
): Message | undefined {
  return messages.findLast(
    (message) =>
      message.kind === 'text' &&
      message.deleted_at === null &&
      !isByOneOf(authorOf(message), blocked) &&
      (message.thread_root === threadRoot || message.id === threadRoot) &&
      isBy(authorOf(message), me) === (what === 'edit'),
  )
}
