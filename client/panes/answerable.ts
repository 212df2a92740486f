import type { Message } from '../../wire/messages.ts'

/** The message that ↑ edits (one's own last) or Shift+↑ replies to (the last of anybody else). */
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
      !blocked.has(message.sender_id ?? '') &&
      (message.thread_root === threadRoot || message.id === threadRoot) &&
      (message.sender_id === me) === (what === 'edit'),
  )
}
