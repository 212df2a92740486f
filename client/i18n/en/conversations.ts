import { plural } from '../plural.ts'

/** The list, finding people, the connection. */
export const conversations = {
  app: 'Parley',
  navigation: 'Conversations',
  filter: 'Search conversations',
  clearFilter: 'Clear search',
  start: 'New conversation',
  startFirst: 'Start a conversation',
  nothingFound: (query: string) => `No conversation matches “${query}”.`,
  findPerson: 'Find a person',
  loadMore: 'Show more conversations',
  listFailed: 'The list could not be loaded.',
  retry: 'Retry',
  unread: (count: number) =>
    plural(count, {
      one: (n) => `${n} unread message`,
      other: (n) => (n > 99 ? 'More than 99 unread messages' : `${n} unread messages`),
    }),
  unreadShort: (count: number) => (count > 99 ? '99+' : String(count)),
  ownLine: (body: string) => `You: ${body}`,
  draftLabel: 'Draft:',
  deletedLine: 'Message deleted',
  noMessagesYet: 'No messages yet',
  typingShort: 'typing…',
  active: 'Active now',
  lastSeen: (ago: string) => `Last seen ${ago}`,
  username: (name: string) => `@${name}`,
  nobody: 'Someone who left',
  pageTitle: (unread: string) => (unread ? `(${unread}) Parley` : 'Parley'),
  listWidth: 'Width of the list',

  emptyTitle: 'No conversations yet',
  emptyText: 'Write to someone by name or e-mail, or send them a link so that they can join you.',
  chooseTitle: 'Choose a conversation',
  chooseText: 'Or jump straight to one with',
  copyInvite: 'Copy invite link',
  copied: 'Copied',
  copyFailed: 'Copying is not allowed here. The link is:',

  finderTitle: 'New conversation',
  finderHelp: 'Find people by name, or give a whole e-mail address.',
  finderLabel: 'Name or e-mail',
  switcherTitle: 'Go to',
  switcherLabel: 'Conversation or person',
  people: 'People',
  recent: 'Conversations',
  results: 'Results',
  searching: 'Searching…',
  found: (count: number) =>
    plural(count, { one: (n) => `${n} result`, other: (n) => `${n} results` }),
  noPeople: (query: string) => `Nobody found for “${query}”.`,
  writeTo: (email: string) => `Write to ${email}`,
  writeToHelp: 'If there is an account with this address',
  noAccount: 'There is no account with this address. Send the person an invite link.',
  thatIsYou: 'That is you.',
  startFailed: 'The conversation could not be started. Try again.',
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
