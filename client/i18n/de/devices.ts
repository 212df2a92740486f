import type { DevicesCatalogue } from '../en/devices.ts'
import { plural } from './rules/plural.ts'

/** The list of the user's sessions. */
export const devices: DevicesCatalogue = {
  title: 'Deine Geräte',
  help: 'Alle Browser, in denen du angemeldet bist. Wenn du einen nicht kennst, beende ihn und ändere dein Passwort.',
  link: 'Deine Geräte',
  linkHelp: 'Sieh, wo du angemeldet bist, und beende Sitzungen, die du nicht kennst.',
  back: 'Zurück zu den Einstellungen',
  name: (browser: string, system: string) => `${browser} unter ${system}`,
  unknownBrowser: 'Unbekannter Browser',
  unknownSystem: 'unbekanntem System',
  unknownPlace: 'Unbekannte Adresse',
  place: (address: string) => `Adresse ${address}`,
  current: 'Dieses Gerät',
  lastSeen: (ago: string) => `Zuletzt gesehen ${ago}`,
  activeNow: 'Gerade aktiv',
  since: (day: string) => `Angemeldet: ${day}`,
  end: 'Beenden',
  endNamed: (name: string) => `Beenden: ${name}`,
  endTitle: 'Diese Sitzung beenden?',
  endBody: (name: string) =>
    `${name} wird sofort abgemeldet. Dort noch nicht gesendete Nachrichten bleiben dort.`,
  endYes: 'Sitzung beenden',
  ended: 'Die Sitzung wurde beendet.',
  endOtherSessions: 'Alle anderen Sitzungen beenden',
  endOtherSessionsTitle: 'Alle anderen Sitzungen beenden?',
  endOtherSessionsBody: (count: number) =>
    plural(count, {
      one: (n) => `${n} andere Sitzung wird sofort abgemeldet. Diese hier bleibt.`,
      other: (n) => `${n} andere Sitzungen werden sofort abgemeldet. Diese hier bleibt.`,
    }),
  endOtherSessionsYes: 'Sitzungen beenden',
  endedOtherSessions: 'Alle anderen Sitzungen wurden beendet.',
  onlyThis: 'Du bist sonst nirgends angemeldet.',
  loading: 'Deine Sitzungen werden geladen …',
  failed: 'Deine Sitzungen konnten nicht geladen werden.',
  retry: 'Erneut versuchen',
}
