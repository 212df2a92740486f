import { product } from '../../../browser/place.ts'
import type { SettingsCatalogue } from '../../en/account/settings.ts'

/** The user's own profile and choices, the first welcome, and the help with the keyboard. */
export const settings: SettingsCatalogue = {
  title: 'Dein Konto',
  profile: 'Profil',
  profileHelp: 'Das sehen andere von dir.',
  name: 'Name',
  username: 'Benutzername',
  usernameHelp: '2 bis 30 Zeichen: a–z, 0–9, Punkt, Binde- oder Unterstrich.',
  save: 'Speichern',
  saved: 'Gespeichert.',
  errors: {
    name: 'Gib einen Namen mit bis zu 80 Zeichen ein.',
    username:
      'Nimm 2 bis 30 Zeichen: a–z, 0–9, Punkt, Binde- oder Unterstrich. Vorn und hinten steht a–z oder 0–9.',
    taken: 'Jemand anderes hat diesen Benutzernamen.',
    muted: 'Die Moderation hat dich stummgeschaltet. Du kannst lesen, aber nicht schreiben.',
    filtered: 'Ein Filter dieses Servers weist diesen Namen ab.',
  },
  welcomeTitle: `Willkommen bei ${product}`,
  welcomeBody: 'Wähle den Namen und das Bild, die andere sehen.',
  welcomeAction: 'Profil einrichten',
  welcomeLater: 'Später',

  privacy: 'Privatsphäre',
  presence: 'Zeigen, wann ich online bin',
  presenceHelp:
    'Wer eine Unterhaltung mit dir teilt, sieht, ob du online bist und wann du es zuletzt warst. Wenn du das verbirgst, siehst du es auch von anderen nicht.',
  blocked: 'Blockierte Personen',
  more: 'Mehr',

  theme: 'Farben',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  languageAutomatic: 'Automatisch',
  languageHelp: 'Automatisch folgt den Sprachen dieses Browsers, auch bei Datum und Uhrzeit.',
  settings: 'Profil und Einstellungen',
  shortcuts: 'Tastenkürzel',

  notifications: {
    title: 'Benachrichtigungen',
    sound: 'Ton abspielen',
    soundHelp: 'Ein kurzer Ton, wenn eine Nachricht ankommt.',
    desktop: 'Desktop-Benachrichtigungen',
    desktopHelp: 'Dein System zeigt sie, während diese Seite im Hintergrund ist.',
    allow: 'Desktop-Benachrichtigungen einschalten',
    denied:
      'Dein Browser sperrt Benachrichtigungen dieser Seite. Erlaube sie in seinen Einstellungen für diese Seite.',
    unsupported: 'Dieser Browser hat keine Desktop-Benachrichtigungen.',
    test: 'Eine Test-Benachrichtigung senden',
    testTitle: product,
    testBody: 'Benachrichtigungen funktionieren.',
    tested: 'Der Test wurde gesendet.',
  },

  keys: {
    send: 'Nachricht senden',
    newline: 'Neue Zeile',
    editLast: 'Im leeren Feld: letzte eigene Nachricht bearbeiten',
    replyLast: 'Im leeren Feld: auf die letzte Nachricht antworten',
    switcher: 'Zu einer Unterhaltung oder Person gehen',
    conversation: 'Vorige oder nächste Unterhaltung',
    unread: 'Vorige oder nächste ungelesene Unterhaltung',
    latest: 'Als gelesen markieren und zur neuesten springen',
    oldestUnread: 'Zur ältesten ungelesenen springen',
    end: 'Zur neuesten springen',
    messages: 'Durch die Nachrichten gehen',
    edges: 'Erste oder letzte gezeigte Nachricht',
    into: 'Zu den Knöpfen und Links einer Nachricht',
    menu: 'Menü einer Nachricht',
    help: 'Diese Hilfe',
  },
}
