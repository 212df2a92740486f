import type { FilesCatalogue } from '../en/files.ts'
import { plural } from './rules/plural.ts'

const units = ['kB', 'MB', 'GB', 'TB']

/** 1.234.567 bytes are 1,2 MB. */
function sizeOf(bytes: number): string {
  if (bytes < 1000) return plural(bytes, { one: (n) => `${n} Byte`, other: (n) => `${n} Byte` })
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  return `${amount.toFixed(amount < 10 ? 1 : 0).replace('.', ',')} ${units[power - 1] ?? ''}`
}

/** Pictures and other files: choosing them, sending them, looking at them. */
export const files: FilesCatalogue = {
  /** Under a message that was not sent, with files or without. */
  unsent: {
    failed: 'Nicht gesendet.',
    refused: (reason: string) => `Die Moderation hat sie nicht zugelassen: ${reason}`,
    decidedBefore: 'Die Moderation hat eben über diese Nachricht entschieden.',
    failures: {
      rate_limited: 'Nicht gesendet: zu viele Nachrichten auf einmal.',
      forbidden: 'Nicht gesendet: Du kannst hier nicht schreiben.',
      post_closed: 'Nicht gesendet: Der Beitrag wurde geschlossen.',
      muted: 'Nicht gesendet: Die Moderation hat dich stummgeschaltet.',
      new_account: 'Nicht gesendet: Dein Konto ist neu. Schreib morgen weiter.',
      filtered: 'Nicht gesendet: Ein Filter weist diesen Text ab.',
      in_review: 'Wartet auf die Moderation, die sie zulassen kann.',
      not_found: 'Nicht gesendet: Du gehörst nicht mehr zu dieser Unterhaltung.',
      payload_too_large: 'Nicht gesendet: Die Nachricht ist zu lang.',
      invalid_request: 'Nicht gesendet: Der Server nimmt diesen Text nicht an.',
      uploads_disabled: 'Nicht gesendet: Das Hochladen ist hier ausgeschaltet.',
      quota_exceeded: 'Nicht gesendet: Du hast heute so viel hochgeladen, wie du darfst.',
      file_too_large: 'Nicht gesendet: Die Datei ist zu groß.',
      file_refused: 'Nicht gesendet: Der Server nimmt diese Datei nicht an.',
      unsupported_media_type: 'Nicht gesendet: Der Server nimmt diese Datei nicht an.',
      upload_not_ready:
        'Nicht gesendet: Die Datei ist weg. Lösche diese Nachricht und hänge die Datei neu an.',
    },
    onlyHere:
      'Dieser Browser konnte sie nicht speichern. Lass diese Seite offen, bis sie gesendet ist.',
    stale: 'Vor mehr als einem Tag geschrieben. Willst du sie noch senden?',
    retry: 'Erneut versuchen',
    sendStale: 'Senden',
    edit: 'Bearbeiten',
    discard: 'Löschen',
    mayHaveArrived:
      'Die Nachricht ist vielleicht schon angekommen. Dann wird sie dort gelöscht, sobald eine Verbindung besteht.',
  },
  stray: {
    title: 'Eine Nachricht wurde nicht gesendet',
    thread: 'Nicht gesendet: Der Thread nimmt sie nicht mehr an.',
  },
  size: sizeOf,
  about: (type: string, size: string) => [type, size].filter(Boolean).join(' · '),

  attach: 'Dateien anhängen',
  attachOff: 'Dateien anhängen: Das Hochladen ist hier ausgeschaltet',
  off: 'Das Hochladen ist hier ausgeschaltet.',
  drop: 'Dateien hier ablegen',
  tray: 'Dateien zum Senden',
  limits: (most: number, size: string, left: string) =>
    `Bis zu ${most} Dateien mit je ${size}. Heute sind noch ${left} frei.`,
  tooMany: (most: number) =>
    `Eine Nachricht hat höchstens ${most} Dateien. Die übrigen wurden weggelassen.`,
  tooLarge: (name: string, most: string) => `„${name}“ ist größer als ${most}.`,
  empty: (name: string) => `„${name}“ ist leer.`,
  overQuota: (name: string, left: string) =>
    `„${name}“ ist größer als die ${left}, die du heute noch hochladen kannst.`,
  added: (count: number) =>
    plural(count, {
      one: (n) => `${n} Datei hinzugefügt`,
      other: (n) => `${n} Dateien hinzugefügt`,
    }),
  remove: (name: string) => `${name} entfernen`,
  removed: (name: string) => `${name} wurde entfernt.`,
  earlier: (name: string) => `${name} nach vorn`,
  later: (name: string) => `${name} nach hinten`,
  moved: (name: string, place: number, count: number) =>
    `${name} ist Nummer ${place} von ${count}.`,
  alt: (name: string) => `Beschreibung von ${name}`,
  altPlaceholder: 'Beschreibe es für alle, die es nicht sehen können',

  uploading: (name: string) => `${name} wird hochgeladen`,
  progress: (sent: string, total: string) => `${sent} von ${total}`,
  percent: (share: number) => `${share} % hochgeladen`,
  waiting: 'Wartet auf eine Verbindung',
  onlyHere:
    'Dieser Browser hat keinen Platz mehr. Lass diese Seite offen, bis die Dateien gesendet sind.',
  cancel: 'Abbrechen',
  cancelled: 'Die Nachricht wurde nicht gesendet.',

  open: (name: string) => `Bild öffnen: ${name}`,
  openMore: (name: string, more: number) => `Bild öffnen: ${name} und ${more} weitere`,
  more: (count: number) => `+${count}`,
  broken: 'Diese Datei konnte nicht geladen werden.',
  brokenPicture: (name: string) => `Das Bild ${name} konnte nicht geladen werden. Erneut versuchen`,
  retry: 'Erneut versuchen',
  notDownloaded: 'Diese Datei konnte nicht heruntergeladen werden.',
  download: 'Herunterladen',
  downloadFile: (name: string) => `${name} herunterladen`,
  viewer: 'Bild',
  place: (place: number, count: number) => `${place} von ${count}`,
  previous: 'Voriges Bild',
  next: 'Nächstes Bild',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',

  title: 'Dateien dieser Unterhaltung',
  kinds: { media: 'Bilder', files: 'Dateien', voice: 'Sprache', links: 'Links' },
  none: {
    media: 'Noch keine Bilder oder Videos.',
    files: 'Noch keine Dateien.',
    voice: 'Noch keine Sprachnachrichten.',
    links: 'Noch keine Links.',
  },
  moreFiles: 'Weitere zeigen',
  toMessage: 'Nachricht zeigen:',
}
