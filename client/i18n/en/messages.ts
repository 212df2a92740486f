import { lifetime } from './lifetime.ts'
import { plural } from './plural.ts'

/** "Ada", "Ada and Ben", "Ada, Ben and Cleo", "Ada, Ben and 5 more" */
function list(names: readonly string[], more = 0): string {
  if (more > 0) return `${names.join(', ')} and ${more} more`
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

const roles: Record<string, string> = {
  owner: 'the owner',
  admin: 'an admin',
  member: 'a member',
}

/** The actions on one message, and the labels around it. */
export const messages = {
  /** What the files of a message are, in one line. */
  files: {
    picture: (count: number) => (count === 1 ? 'Photo' : `${count} photos`),
    video: (count: number) => (count === 1 ? 'Video' : `${count} videos`),
    voice: (_count: number) => 'Voice message',
    other: (count: number) => `${count} files`,
  },
  actions: 'Message actions',
  react: 'React',
  reactWith: (emoji: string) => `Add ${emoji}`,
  moreReactions: 'More reactions',
  reply: 'Reply',
  thread: 'Reply in thread',
  more: 'More actions',
  edit: 'Edit',
  remove: 'Delete',
  copyText: 'Copy text',
  copyLink: 'Copy link',
  copyCode: 'Copy code',
  codeCopied: 'Copied',
  taskDone: 'Done',
  taskOpen: 'To do',
  copied: 'Copied.',
  markUnread: 'Mark unread from here',
  seenBy: 'Seen by',
  notSeenBy: 'Not yet',
  seenByCount: (count: number) => `Seen by ${count}`,
  failed: 'That did not work. Try again.',
  forbidden: 'You cannot do this here.',
  removeTitle: 'Delete this message?',
  removeBody: 'It disappears for everybody. A note that it was deleted stays visible.',
  keep: 'Keep it',

  reactions: 'Reactions',
  reaction: (emoji: string, count: number, names: readonly string[]) =>
    `${emoji} ${count}: ${list(names, count - names.length)}`,

  quotes: (author: string, body: string) => `In reply to ${author}: ${body}`,
  quotedUnknown: 'Show the message this replies to',
  quotedGone: 'The message this replies to is not available.',
  threadSummary: (count: number, last: string) =>
    plural(count, {
      one: (n) => `${n} reply, last ${last}`,
      other: (n) => `${n} replies, last ${last}`,
    }),
  threadTitle: 'Thread',
  inThread: (body: string) => `In a thread: ${body}`,
  threadLog: 'Replies',
  threadGone: 'This thread is not available.',
  threadComposer: 'Message in thread',
  threadPlaceholder: 'Reply',
  blocked: 'Message from a person you blocked',
  show: 'Show',
  notFound: 'This message is not available.',

  system: {
    created: (actor: string, title: string) => `${actor} created the group “${title}”`,
    room_created: (actor: string, title: string) => `${actor} opened the room “${title}”`,
    room_changed: (actor: string) => `${actor} changed the room`,
    renamed: (actor: string, title: string) => `${actor} named the group “${title}”`,
    picture_changed: (actor: string) => `${actor} changed the picture of the group`,
    added: (actor: string, names: readonly string[]) => `${actor} added ${list(names)}`,
    removed: (actor: string, names: readonly string[]) => `${actor} removed ${list(names)}`,
    joined: (actor: string) => `${actor} joined by an invitation`,
    left: (actor: string) => `${actor} left`,
    pinned: (actor: string) => `${actor} pinned a message`,
    account_deleted: 'The account of a person was deleted',
    role_changed: (actor: string, names: readonly string[], role: string) =>
      `${actor} made ${list(names)} ${roles[role] ?? role}`,
    lifetime_changed: (actor: string, seconds: number | null) =>
      seconds === null
        ? `${actor} turned off disappearing messages`
        : `${actor} set messages to disappear after ${lifetime(seconds)}`,
  },
  you: 'you',

  replyingTo: (author: string) => `Replying to ${author}`,
  editing: 'Editing message',
  cancelReply: 'Cancel reply',
  cancelEdit: 'Cancel editing',
  save: 'Save changes',
  mentions: 'People to mention',
  mentionCount: (count: number) =>
    plural(count, { one: (n) => `${n} person found`, other: (n) => `${n} people found` }),
  emoji: 'Emoji',
}
