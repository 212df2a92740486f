import { timeLeft } from './lifetime.ts'
import { plural } from './plural.ts'
import { isolating } from './isolate.ts'

/** Open rooms: the Arena, making and joining one, its settings, and its rules in the composer. */
export const rooms = isolating({
  arena: 'Arena',
  arenaHelp: 'Open rooms that everybody here can join',
  back: 'Back to conversations',
  intro:
    'Everybody who is signed in can find and join these rooms. Rooms with people inside come first.',
  search: 'Search rooms',
  list: 'Rooms',
  loading: 'Loading rooms…',
  failed: 'The rooms could not be loaded.',
  retry: 'Retry',
  none: 'There is no open room yet. Make the first one.',
  noneFound: (query: string) => `No open room has “${query}” in its name or topic.`,
  more: 'Show more rooms',
  gone: 'This room does not exist, or it was closed.',
  all: 'All rooms',

  inside: (count: number) => `${count} inside`,
  members: (count: number) =>
    plural(count, { one: (n) => `${n} member`, other: (n) => `${n} members` }),
  active: (ago: string) => `active ${ago}`,
  locked: 'Locked',
  closed: 'Closed',
  join: 'Join',
  joinRoom: (title: string) => `Join ${title}`,
  open: 'Open',
  openRoom: (title: string) => `Open ${title}`,
  cannotJoin: 'You cannot join this room. A moderator removed you from it.',

  make: 'New room',
  name: 'Room name',
  nameMissing: 'Give the room a name of up to 120 characters.',
  topic: 'Topic',
  topicHelp: 'Optional. Everybody sees it, also without joining.',
  history: 'New members may read',
  histories: { all: 'all messages', joined: 'messages from joining on' },
  create: 'Create room',
  cancel: 'Cancel',

  settings: 'Room settings',
  edit: 'Edit room',
  save: 'Save',
  saved: 'The room was changed.',
  lock: 'Lock the room',
  lockHelp: 'Only the owner and moderators can write.',
  close: 'Close the room',
  closeHelp: 'Nobody can write or join. Members can still read.',
  slowMode: 'Slow mode',
  slowModeHelp: 'Members wait between two messages. The owner and moderators do not.',
  noSlowMode: 'Off',
  span: (seconds: number) =>
    seconds < 60
      ? plural(seconds, { one: (n) => `${n} second`, other: (n) => `${n} seconds` })
      : plural(seconds / 60, { one: (n) => `${n} minute`, other: (n) => `${n} minutes` }),

  copyLink: 'Copy invitation link',
  copied: 'Link copied',
  copyFailed: 'Your browser does not allow copying. The link is',

  isLocked: 'This room is locked. Only its owner and moderators can write.',
  isClosed: 'This room is closed. Nobody can write in it.',
  slow: (span: string) => `Slow mode: one message every ${span}.`,
  wait: (seconds: number) => `Slow mode: you can write again in ${timeLeft(seconds)}.`,
  waited: 'You can write again.',

  tooMany: (seconds: number) =>
    plural(Math.ceil(seconds / 60), {
      one: () => 'You have made many rooms. You can make the next one in a minute.',
      other: (n) => `You have made many rooms. You can make the next one in ${n} minutes.`,
    }),
  mayMake: 'You can make a room again.',
  barred: 'Removed people',
  barredHelp: 'They cannot join this room again until you let them back in.',
  moreBarred: 'Show more removed people',
  letBackIn: 'Let back in',
  letInPerson: (name: string) => `Let ${name} back in`,
  letIn: (name: string) => `${name} can join the room again.`,

  /** These stand in for the labels of a group. */
  asGroup: {
    roles: { owner: 'Owner', admin: 'Moderator', member: 'Member' },
    people: 'Members',
    makeAdmin: 'Make moderator',
    makeMember: 'Take the moderator role away',
    handOver: 'Hand over the room',
    remove: 'Remove from the room',
    makeAdminTitle: (name: string) => `Make ${name} a moderator?`,
    makeAdminBody: 'Moderators change the room, delete messages and remove people.',
    makeMemberTitle: (name: string) => `Take the moderator role from ${name}?`,
    makeMemberBody: 'They stay in the room, and can be made a moderator again.',
    handOverBody: (name: string) =>
      `${name} becomes the owner, and you become a moderator. Only the new owner can give it back.`,
    removeBody: (name: string) =>
      `${name} can no longer read or write here, and cannot join again until you let them back in. What they wrote stays.`,
    leave: 'Leave room',
    leaveTitle: 'Leave this room?',
    leaveBody: 'The room leaves your list. You can join it again in the Arena.',
    leaveOwner:
      'You own this room. When you leave, it is handed over to the moderator who has been here longest. Without a moderator, it goes to the member who has been here longest. To choose the new owner yourself, hand it over first.',
    leaveLast: 'You are the only member. The next person who joins becomes the owner.',
    left: 'You left the room.',
  },

  /** Dark rooms: everybody speaks under an alias. */
  dark: {
    kind: 'People speak under',
    kinds: { HANGOUT: 'their own names', DARK_ROOM: 'aliases: a dark room' },
    badge: 'Dark room',
    about: 'Everybody speaks under an alias here. Messages are deleted after 24 hours.',
    enterTitle: (title: string) => `Enter the dark room “${title}”?`,
    notice: {
      alias: 'You get a random alias with its own picture. It stays the same in this room only.',
      operator:
        'The people who run this server can look into its database, and find out who you are. Other members cannot.',
      report:
        'After a report, a moderator can look up who you are, with a reason. It is logged, and this room tells you.',
      time: 'Messages and reactions are deleted for good after 24 hours. The link between you and your alias is deleted 7 days after your last message.',
      guess:
        'In a room of two or a few, people can guess who you are. What you write, and when, can give you away too.',
    },
    agree: 'I agree, enter',
    agreeCreate: 'I agree, create room',
    writesAs: (alias: string) => `You write as ${alias}.`,
    tooNew: (time: string) => `Your account is new. You can read here, and write from ${time}.`,
    unmasked: (time: string, reason: string) =>
      `A moderator looked up who you are, on ${time}, because: ${reason}`,
  },
})
export type RoomsCatalogue = typeof rooms
