import { product } from '../../browser/place.ts'
import { plural } from './plural.ts'

/** The user's own profile, the theme and the log-out. */
export const account = {
  menu: 'Your account',
  title: 'Your account',
  profile: 'Profile',
  profileHelp: 'This is what other people see.',
  name: 'Name',
  username: 'Username',
  usernameHelp: '2 to 30 of a–z, 0–9, dot, dash or underscore.',
  signedInAs: (email: string) => `Signed in as ${email}`,
  save: 'Save',
  saved: 'Saved.',
  errors: {
    name: 'Enter a name of up to 80 characters.',
    username: 'Use 2 to 30 of a–z, 0–9, dot, dash or underscore.',
    taken: 'Another person has this username.',
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
  blockedHelp: 'They cannot write to you, and you do not see what they write in groups.',
  blockedNobody: 'You have blocked nobody.',
  more: 'More',

  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageAutomatic: 'Automatic',
  languageHelp:
    'Automatic follows the languages of this browser. Dates and times follow it as well.',
  settings: 'Profile and settings',
  shortcuts: 'Keyboard shortcuts',

  logOut: 'Log out',
  logOutTitle: 'Log out?',
  logOutHelp: 'Your messages stay. To see them here again, you sign in.',
  logOutUnsentTitle: 'Leave unsent messages?',
  logOutWarning: (unsent: number) =>
    plural(unsent, {
      one: (n) => `${n} message has not been sent yet. If you leave now, it is deleted.`,
      other: (n) => `${n} messages have not been sent yet. If you leave now, they are deleted.`,
    }),
  logOutAnyway: 'Delete and log out',
  stay: 'Stay',

  keyNames: {
    command: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    enter: 'Enter',
    escape: 'Esc',
    end: 'End',
    home: 'Home',
    f10: 'F10',
    pageUp: 'Page Up',
    up: '↑',
    down: '↓',
    slash: '/',
    k: 'K',
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
}
