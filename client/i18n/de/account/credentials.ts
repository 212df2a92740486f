import { product } from '../../../browser/place.ts'
import type { CredentialsCatalogue } from '../../en/account/credentials.ts'

/** How a person signs in, their data as a file, and the end of the account. */
export const credentials: CredentialsCatalogue = {
  title: 'Anmeldung',
  email: 'E-Mail-Adresse',
  noEmail: 'Keine',
  password: 'Passwort',
  passwordHelp: 'Eine Änderung meldet deine anderen Geräte ab.',
  changeEmail: 'E-Mail-Adresse ändern',
  changePassword: 'Passwort ändern',
  cancel: 'Abbrechen',
  close: 'Schließen',

  newPassword: 'Neues Passwort',
  presentPassword: 'Jetziges Passwort',
  savePassword: 'Passwort speichern',
  passwordSaved: 'Dein Passwort ist geändert. Deine anderen Geräte sind abgemeldet.',
  codeHelp: 'Wir haben dir einen Code geschickt. Mit ihm wird dein neues Passwort gespeichert.',
  sendAgain: 'Noch einmal senden',

  newEmail: 'Neue E-Mail-Adresse',
  newEmailHelp:
    'Wir schicken ihr einen Link und einen Code. Bis du sie bestätigst, ändert sich nichts.',
  sameEmail: 'Das ist schon deine Adresse.',
  sendMail: 'Mail senden',
  confirmTitle: 'Neue Adresse bestätigen',
  confirmHelp: (address: string) =>
    `Wir haben eine Mail an ${address} geschickt. Öffne den Link darin, oder gib den Code hier ein. Wenn auch deine jetzige Adresse eine Mail bekam, bestätige auch diese.`,
  confirmHalf:
    'Eine Adresse ist bestätigt. Gib jetzt den Code aus der Mail an deine andere Adresse ein.',
  emailChanged: (address: string) => `Ab jetzt meldest du dich mit ${address} an.`,

  data: 'Deine Daten',
  exportHelp:
    'Eine Datei mit deinem Profil, deinen Einstellungen, Unterhaltungen, Beiträgen und allem, was du geschrieben hast. Was du in dunklen Räumen unter einem Alias geschrieben hast, ist nicht darin: Die Datei würde deinen Namen mit dem Alias verbinden.',
  export: 'Meine Daten herunterladen',
  exporting: 'Deine Daten werden gesammelt …',
  exported: 'Die Datei liegt in deinen Downloads.',
  exportTooOften:
    'Du hast deine Daten in einer Stunde fünfmal heruntergeladen. Versuche es später wieder.',

  remove: 'Konto löschen',
  removeHelp: 'Dein Profil, deine Einstellungen und Reaktionen werden endgültig gelöscht.',
  removeTitle: 'Dein Konto löschen?',
  removeFacts: [
    'Dein Name, dein Bild, deine E-Mail-Adresse, Einstellungen und Reaktionen werden gelöscht. Niemand kann sie wiederherstellen.',
    'Deine Nachrichten bleiben in ihren Unterhaltungen, unter „Gelöschtes Konto“. Lösche vorher die, die verschwinden sollen.',
    'Gruppen und Räume, die dir gehören, gehen an den Admin oder Moderator, der am längsten dort ist, sonst an das Mitglied, das am längsten dort ist.',
    'Du wirst überall sofort abgemeldet.',
  ],
  removeProof: 'Gib dein Passwort ein, um weiterzumachen.',
  removeProofByMail: (address: string) =>
    `Gib den Code ein, den wir an ${address} geschickt haben.`,
  removeByMail: 'Ich habe kein Passwort: Schickt mir einen Code',
  removeElse: 'Melde dich ab, wieder an, und lösche das Konto innerhalb von zehn Minuten danach.',
  removeNow: 'Endgültig löschen',
  removed: `Dein Konto bei ${product} ist gelöscht.`,
}
