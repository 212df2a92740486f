import type { account as english } from '../en/account.ts'
import { plural } from './rules/plural.ts'

/** The button of the own account, the log-out, and the names of keys. */
export const account: typeof english = {
  menu: 'Dein Konto',

  logOut: 'Abmelden',
  logOutTitle: 'Abmelden?',
  logOutHelp: 'Deine Nachrichten bleiben. Um sie hier wieder zu sehen, meldest du dich an.',
  logOutUnsentTitle: 'Nicht gesendete Nachrichten verlieren?',
  logOutWarning: (unsent: number) =>
    plural(unsent, {
      one: (n) => `${n} Nachricht ist noch nicht gesendet. Wenn du jetzt gehst, wird sie gelöscht.`,
      other: (n) =>
        `${n} Nachrichten sind noch nicht gesendet. Wenn du jetzt gehst, werden sie gelöscht.`,
    }),
  logOutAnyway: 'Löschen und abmelden',
  stay: 'Bleiben',

  keyNames: {
    command: 'Strg',
    alt: 'Alt',
    shift: 'Umschalt',
    enter: 'Eingabe',
    escape: 'Esc',
    end: 'Ende',
    home: 'Pos1',
    f10: 'F10',
    pageUp: 'Bild auf',
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
