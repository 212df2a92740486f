import type { PeopleCatalogue } from '../en/people.ts'
import { lifetime } from './rules/lifetime.ts'

/** One person, and the actions on them. */
export const people: PeopleCatalogue = {
  details: 'Details',
  /** The name stands after it. */
  aboutNamed: 'Über',
  message: 'Nachricht',
  yourself: 'Das bist du.',
  goneTitle: 'Diese Person ist nicht mehr hier',

  finderTitle: 'Neue Unterhaltung',
  finderHelp: 'Finde Personen über ihren Namen, oder gib eine ganze E-Mail-Adresse ein.',
  finderLabel: 'Name oder E-Mail',
  writeTo: (email: string) => `An ${email} schreiben`,
  writeToHelp: 'Falls es ein Konto mit dieser Adresse gibt',
  noAccount: 'Es gibt kein Konto mit dieser Adresse. Lade die Person mit einem Link ein.',
  cannotWrite: 'Du kannst dieser Person nicht schreiben.',

  block: 'Blockieren',
  unblock: 'Freigeben',
  blockPerson: (name: string) => `${name} blockieren`,
  unblockPerson: (name: string) => `${name} freigeben`,
  blockTitle: (name: string) => `${name} blockieren?`,
  blockBody:
    'Ihr könnt einander nicht mehr schreiben. In gemeinsamen Gruppen siehst du nicht, was diese Person schreibt. Sie erfährt es nicht.',
  unblockTitle: (name: string) => `${name} freigeben?`,
  unblockBody: 'Ihr könnt einander wieder schreiben. Die Person erfährt es nicht.',
  blocked: (name: string) => `${name} ist blockiert.`,
  unblocked: (name: string) => `${name} ist nicht mehr blockiert.`,
  blockedHelp: 'Sie können dir nicht schreiben, und in Gruppen siehst du nicht, was sie schreiben.',
  blockedNobody: 'Du hast niemanden blockiert.',
  youBlocked: 'Du hast diese Person blockiert.',
  youBlockedPerson: (name: string) => `Du hast ${name} blockiert.`,
  cancel: 'Abbrechen',

  notifications: 'Benachrichtigungen',
  mute: 'Stummschalten',
  muteHelp: 'Kein Ton, kein Hinweis. Die Liste zählt weiter, was ungelesen ist.',
  notify: 'Benachrichtige mich über',
  disappearing: 'Verschwindende Nachrichten',
  disappearingHelp:
    'Neue Nachrichten verschwinden nach dieser Zeit für alle. Bildschirmfotos und Kopien auf anderen Geräten können bleiben.',
  lifetimeOff: 'Aus',
  lifetime: (seconds: number) => lifetime(seconds).replace('Tagen', 'Tage'),
  levels: { all: 'Alle Nachrichten', mentions: 'Erwähnungen von mir', none: 'Nichts' },
}
