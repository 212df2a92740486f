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
}
