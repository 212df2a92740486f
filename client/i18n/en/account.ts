import { plural } from './plural.ts'

/** The button of the own account, the log-out, and the names of keys. */
export const account = {
  menu: 'Your account',

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
    b: 'B',
    e: 'E',
    i: 'I',
    u: 'U',
    x: 'X',
  },
}
