import type { session as english } from '../en/session.ts'
import { plural } from './rules/plural.ts'

/** The start of the page, and the failures before messaging starts. Every visitor fetches this part. */
export const session: typeof english = {
  starting: 'Verbinde …',

  failedTitle: 'Der Nachrichtendienst konnte nicht starten',
  retry: 'Erneut versuchen',
  logOutAndRetry: 'Abmelden und erneut versuchen',
  requestId: (id: string) => `Anfrage ${id}`,
  requestIdHelp: 'Gib das dem Betreiber dieser Seite, wenn es wieder vorkommt.',
  retryIn: (seconds: number) =>
    plural(seconds, {
      one: (n) => `Du kannst es in ${n} Sekunde erneut versuchen.`,
      other: (n) => `Du kannst es in ${n} Sekunden erneut versuchen.`,
    }),
  /** The way to the page that checks the connection. */
  doctorTitle: 'Verbindung prüfen',
  doctorLink: 'Herausfinden, was nicht stimmt',
  doctorHelp: 'Nachrichten kommen nicht an? Sieh nach, welcher Schritt scheitert.',
}
