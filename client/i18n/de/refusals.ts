import type { refusals as english } from '../en/refusals.ts'
import { timeLeft } from '../en/lifetime.ts'
import { plural } from './rules/plural.ts'

/** Why a request was not done. Nothing was changed then. */
export const refusals: typeof english = {
  wait: (seconds: number) => `Zu viele Versuche. Warte ${timeLeft(seconds)}.`,
  newAccount: (seconds: number) =>
    `Dein Konto ist neu. Versuche es in ${timeLeft(seconds)} wieder.`,
  waited: 'Du kannst es jetzt wieder versuchen.',
  /** Used where the page tries again by itself. */
  tryingAgain: (seconds: number) => `Zu viele Versuche. Nächster Versuch in ${timeLeft(seconds)}.`,
  tryingAgainNow: 'Neuer Versuch …',
  sentAfterWait: (waiting: number) =>
    waiting === 0
      ? 'Du kannst weiterschreiben.'
      : plural(waiting, {
          one: (n) => `${n} Nachricht wird danach gesendet.`,
          other: (n) => `${n} Nachrichten werden danach gesendet.`,
        }),
  /** Used where the request would have changed nothing. */
  offline: 'Es gibt keine Verbindung. Versuche es erneut, wenn du online bist.',
  codes: {
    network:
      'Es gibt keine Verbindung, darum wurde nichts geändert. Versuche es erneut, wenn du online bist.',
    rate_limited: 'Zu viele Versuche. Warte einen Moment.',
    forbidden: 'Das darfst du nicht mehr.',
    not_found: 'Das gibt es nicht mehr.',
    new_account: 'Dein Konto ist neu. Versuche es morgen wieder.',
    conflict: 'Jemand anderes hat das zuerst geändert. Sieh es dir an und versuche es dann erneut.',
    invalid_request: 'Der Server hat das nicht angenommen.',
    payload_too_large: 'Das ist zu lang.',
    too_costly: 'Das würde zu lange dauern. Verlange weniger.',
    unavailable:
      'Der Server erreicht seine Datenbank nicht. Nichts wurde geändert; versuche es erneut.',
  },
  other: 'Das hat nicht funktioniert. Nichts wurde geändert; versuche es erneut.',
}
