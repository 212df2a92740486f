import type { GroupsCatalogue } from '../en/groups.ts'
import { plural } from './rules/plural.ts'

/** Making a group, its participants and their actions. */
export const groups: GroupsCatalogue = {
  make: 'Neue Gruppe',
  makeHelp: 'Mit mehreren zugleich sprechen',
  pickTitle: 'Neue Gruppe: Personen',
  nameTitle: 'Neue Gruppe: Name',
  pickHelp: 'Finde Personen über ihren Namen, oder gib eine ganze E-Mail-Adresse ein.',
  chosen: 'Gewählte Personen',
  unchoose: (name: string) => `${name} herausnehmen`,
  suggested: 'Personen, mit denen du sprichst',
  next: 'Weiter',
  back: 'Zurück',
  name: 'Name der Gruppe',
  nameMissing: 'Gib der Gruppe einen Namen mit bis zu 120 Zeichen.',
  create: 'Gruppe anlegen',
  cannotAdd:
    'Eine dieser Personen kann nicht hinzugefügt werden. Nimm sie heraus und versuche es noch einmal.',

  people: 'Personen',
  created: (day: string) => `Angelegt: ${day}`,
  roles: { owner: 'Inhaber', admin: 'Admin', member: 'Mitglied' },
  you: (name: string) => `${name} (du)`,
  showMore: (shown: number, count: number) => `Weitere zeigen (${shown} von ${count})`,

  edit: 'Gruppe bearbeiten',
  save: 'Speichern',
  saved: 'Die Gruppe wurde geändert.',
  cancel: 'Abbrechen',

  add: 'Personen hinzufügen',
  addTitle: 'Personen hinzufügen',
  addChosen: (count: number) =>
    plural(count, {
      one: (n) => `${n} Person hinzufügen`,
      other: (n) => `${n} Personen hinzufügen`,
    }),
  added: (count: number) =>
    plural(count, {
      one: (n) => `${n} Person wurde hinzugefügt.`,
      other: (n) => `${n} Personen wurden hinzugefügt.`,
    }),

  actions: (name: string) => `Aktionen für ${name}`,
  makeAdmin: 'Zum Admin machen',
  makeMember: 'Admin-Rolle entziehen',
  handOver: 'Gruppe übergeben',
  remove: 'Aus der Gruppe entfernen',
  roleGiven: (name: string) => `${name} hat jetzt eine andere Rolle.`,

  handOverTitle: (name: string) => `An ${name} übergeben?`,
  handOverBody: (name: string) =>
    `Die Gruppe gehört dann ${name}, und du wirst Admin. Nur ${name} kann sie zurückgeben.`,
  makeAdminTitle: (name: string) => `${name} zum Admin machen?`,
  makeAdminBody: 'Admins ändern Namen und Bild, nehmen Personen auf und entfernen sie.',
  makeMemberTitle: (name: string) => `${name} die Admin-Rolle entziehen?`,
  makeMemberBody: 'Die Person bleibt in der Gruppe und kann wieder Admin werden.',
  removeTitle: (name: string) => `${name} entfernen?`,
  removeBody: (name: string) =>
    `${name} kann hier nicht mehr lesen oder schreiben. Was schon geschrieben ist, bleibt. Eine neue Aufnahme ist möglich.`,
  removed: (name: string) => `${name} wurde entfernt.`,

  leave: 'Gruppe verlassen',
  leaveTitle: 'Diese Gruppe verlassen?',
  leaveBody:
    'Du kannst hier nicht mehr lesen oder schreiben. Du kommst nur zurück, wenn du wieder hinzugefügt wirst.',
  leaveOwner:
    'Die Gruppe gehört dir. Wenn du gehst, geht sie an den Admin, der am längsten hier ist. Ohne Admin geht sie an das Mitglied, das am längsten hier ist. Um selbst zu wählen, übergib sie vorher.',
  leaveLast: 'Du bist allein hier: Danach kann niemand mehr die Gruppe lesen.',
  leaveYes: 'Verlassen',
  left: 'Du hast die Gruppe verlassen.',
}
