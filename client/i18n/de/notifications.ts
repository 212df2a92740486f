import { product } from '../../browser/place.ts'
import type { notifications as english } from '../en/notifications.ts'

/** Toasts and desktop notifications. */
export const notifications: typeof english = {
  region: 'Neue Nachrichten',
  dismiss: 'Schließen',
  inGroup: (author: string, title: string) => `${author} in ${title}`,
  mention: (author: string) => `${author} hat dich erwähnt`,
  mentionInGroup: (author: string, title: string) => `${author} hat dich in ${title} erwähnt`,
  addedYou: (author: string, title: string) => `${author} hat dich zu ${title} hinzugefügt`,
  announcement: (heading: string, body: string) => `${heading}: ${body}`,

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
}
