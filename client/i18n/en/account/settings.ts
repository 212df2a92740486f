import { product } from '../../../browser/place.ts'
import { isolating } from '../isolate.ts'

/** The user's own profile and choices, the first welcome, and the help with the keyboard. */
export const settings = isolating({
  title: 'Your account',
  profile: 'Profile',
  profileHelp: 'This is what other people see.',
  name: 'Name',
  username: 'Username',
  usernameHelp: '2 to 30 of a–z, 0–9, dot, dash or underscore.',
  save: 'Save',
  saved: 'Saved.',
  errors: {
    name: 'Enter a name of up to 80 characters.',
    username: 'Use 2 to 30 of a–z, 0–9, dot, dash or underscore. Begin and end with a–z or 0–9.',
    taken: 'Another person has this username.',
    muted: 'A moderator muted you. You can read, and not write.',
    filtered: 'A filter of this server refuses this name.',
  },
  welcomeTitle: `Welcome to ${product}`,
  welcomeBody: 'Choose the name and the picture that others see.',
  welcomeAction: 'Set up profile',
  welcomeLater: 'Not now',

  privacy: 'Privacy',
  presence: 'Show when I’m online',
  presenceHelp:
    'People you share a conversation with see whether you are online and when you last were. If you hide this, you do not see it of other people either.',
  blocked: 'Blocked people',
  more: 'More',

  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageAutomatic: 'Automatic',
  languageHelp:
    'Automatic follows the languages of this browser. Dates and times follow it as well.',
  settings: 'Profile and settings',
  shortcuts: 'Keyboard shortcuts',

  notifications: {
    title: 'Notifications',
    sound: 'Play a sound',
    soundHelp: 'A short tone when a message comes in.',
    desktop: 'Desktop notifications',
    desktopHelp: 'Shown by your system while this page is in the background.',
    allow: 'Turn on desktop notifications',
    denied:
      'Your browser blocks notifications from this site. Allow them in its settings for this site.',
    unsupported: 'This browser has no desktop notifications.',
    test: 'Send a test notification',
    testTitle: product,
    testBody: 'Notifications work.',
    tested: 'The test was sent.',
  },

  keys: {
    send: 'Send the message',
    newline: 'New line',
    editLast: 'In an empty box: edit your last message',
    replyLast: 'In an empty box: reply to the last message',
    switcher: 'Go to a conversation or person',
    conversation: 'Previous or next conversation',
    unread: 'Previous or next unread conversation',
    latest: 'Mark read and jump to the latest',
    oldestUnread: 'Jump to the oldest unread',
    end: 'Jump to the latest',
    messages: 'Move through the messages',
    edges: 'First or last message shown',
    into: 'To the buttons and links of a message',
    menu: 'Menu of a message',
    help: 'This help',
  },
})
export type SettingsCatalogue = typeof settings
