import { product } from '../../browser/place.ts'
import { plural } from './plural.ts'

/** The list, the search for people, and the connection. */
export const conversations = {
  app: product,
  navigation: 'Conversations',
  skip: 'Skip to the conversation',
  filter: 'Search',
  clearFilter: 'Clear search',
  show: 'Show',
  filters: {
    all: 'All',
    unread: 'Unread',
    direct: 'Direct',
    groups: 'Groups',
    archived: 'Archived',
  },
  noneOf: {
    all: 'No conversations yet',
    unread: 'Nothing unread.',
    direct: 'No conversations with one person yet.',
    groups: 'No groups yet.',
    archived: 'Nothing is archived.',
  },
  pinned: 'Pinned',
  start: 'New conversation',
  startFirst: 'Start a conversation',
  nothingFound: (query: string) => `No conversation matches “${query}”.`,
  findPerson: 'Find a person',
  loadMore: 'Show more conversations',
  restFailed: 'Conversations that are not loaded could not be searched.',
  listFailed: 'The list could not be loaded.',
  retry: 'Retry',
  unread: (count: number) =>
    plural(count, {
      one: (n) => `${n} unread message`,
      other: (n) => (n > 99 ? 'More than 99 unread messages' : `${n} unread messages`),
    }),
  unreadShort: (count: number) => (count > 99 ? '99+' : String(count)),
  markedUnread: 'Marked unread',
  mentioned: (count: number) =>
    plural(count, { one: (n) => `${n} mention of you`, other: (n) => `${n} mentions of you` }),
  mentionSign: '@',
  muted: 'Muted',
  rowActions: (title: string) => `Options for ${title}`,
  markRead: 'Mark read',
  markUnread: 'Mark unread',
  mute: 'Mute',
  unmute: 'Unmute',
  details: 'Details',
  authoredLine: (author: string, body: string) => `${author}: ${body}`,
  ownLine: (body: string) => `You: ${body}`,
  authoredThreadLine: (author: string, body: string) => `${author} in a thread: ${body}`,
  ownThreadLine: (body: string) => `You in a thread: ${body}`,
  draftLabel: 'Draft:',
  deletedLine: 'Message deleted',
  noMessagesYet: 'No messages yet',
  notSent: 'Not sent',
  typingShort: 'typing…',
  active: 'Active now',
  lastSeen: (ago: string) => `Last seen ${ago}`,
  username: (name: string) => `@${name}`,
  nobody: 'Someone who left',
  aboutPerson: (name: string) => `About ${name}`,
  peopleCount: (count: number) =>
    plural(count, { one: (n) => `${n} person`, other: (n) => `${n} people` }),
  pageTitle: (unread: string, page: string) =>
    (unread && `(${unread}) `) + (page && `${page} · `) + product,
  pageTitleNew: (unread: string) => `(${unread}) New message`,
  listWidth: 'Width of the list',

  emptyTitle: 'No conversations yet',
  emptyBody: 'Write to someone by name or e-mail, or send them a link so that they can join you.',
  chooseTitle: 'Choose a conversation',
  chooseBody: 'Or jump straight to one with',

  switcherTitle: 'Go to',
  switcherLabel: 'Conversation, person or message',
  people: 'People',
  recent: 'Conversations',
  results: 'Results',
  searching: 'Searching…',
  found: (count: number) =>
    plural(count, { one: (n) => `${n} result`, other: (n) => `${n} results` }),
  noPeople: (query: string) => `Nobody found for “${query}”.`,
  searchFailed: 'The search did not work. Try again.',
  close: 'Close',

  connecting: 'Connecting…',
  online: 'Online',
  offline: (waiting: number) => `Offline, ${waiting} waiting`,
  reconnecting: 'Reconnecting…',
  youAreOffline: 'You are offline.',
  queued: (waiting: number) =>
    waiting === 0
      ? 'You can go on writing.'
      : plural(waiting, {
          one: (n) => `${n} message is sent as soon as you are back.`,
          other: (n) => `${n} messages are sent as soon as you are back.`,
        }),
}
