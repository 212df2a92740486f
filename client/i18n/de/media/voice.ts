import type { VoiceCatalogue } from '../../en/media/voice.ts'
import { plural } from '../rules/plural.ts'

/** Voice messages: recording and playing. */
export const voice: VoiceCatalogue = {
  record: 'Sprachnachricht aufnehmen',
  recorder: 'Sprachnachricht',
  asking: 'Erlaube das Mikrofon in deinem Browser.',
  recording: 'Aufnahme läuft',
  recordingPaused: 'Aufnahme angehalten',
  recorded: (length: string) => `Aufgenommen: ${length}. Hör sie an, sende sie oder lösche sie.`,
  found: 'Das hast du aufgenommen, bevor die Seite geschlossen wurde. Es ist nicht gesendet.',
  pause: 'Aufnahme anhalten',
  resume: 'Weiter aufnehmen',
  stop: 'Aufnahme beenden',
  send: 'Sprachnachricht senden',
  discard: 'Aufnahme löschen',
  deleted: 'Die Aufnahme wurde gelöscht.',
  sent: 'Die Sprachnachricht ist unterwegs.',
  cancel: 'Abbrechen',
  again: 'Noch einmal versuchen',
  close: 'Schließen',
  left: (seconds: number) =>
    plural(seconds, { one: (n) => `noch ${n} Sekunde`, other: (n) => `noch ${n} Sekunden` }),
  over: 'Fünf Minuten sind vorbei.',
  slideToCancel: 'Zum Abbrechen wischen',
  slideToLock: 'Nach oben wischen, um ohne Finger weiterzumachen',
  faults: {
    denied:
      'Der Browser darf das Mikrofon nicht verwenden. Erlaube es in den Einstellungen dieser Seite neben der Adresse. Versuche es dann erneut.',
    no_microphone: 'Kein Mikrofon gefunden. Schließ eines an und versuche es erneut.',
    taken: 'Ein anderes Programm verwendet das Mikrofon. Schließ es und versuche es erneut.',
    unable: 'Dieser Browser kann hier keinen Ton aufnehmen.',
  },
  switchedOff: 'Sprachnachrichten sind hier ausgeschaltet.',
  notSent: 'Die Sprachnachricht konnte nicht zum Senden behalten werden. Versuche es erneut.',

  play: 'Sprachnachricht abspielen',
  playOf: (length: string) => `Sprachnachricht abspielen, ${length}`,
  pausePlaying: 'Anhalten',
  place: 'Stelle in der Sprachnachricht',
  placeOf: (at: string, length: string) => `${at} von ${length}`,
  speed: (speed: number) => `Tempo ${String(speed).replace('.', ',')}×`,
  unplayed: 'Noch nicht abgespielt',
  failed: 'Sie konnte nicht abgespielt werden. Versuche es erneut.',
  minutes: (minutes: number, seconds: number) =>
    [
      minutes > 0 && plural(minutes, { one: (n) => `${n} Minute`, other: (n) => `${n} Minuten` }),
      (seconds > 0 || minutes === 0) &&
        plural(seconds, { one: (n) => `${n} Sekunde`, other: (n) => `${n} Sekunden` }),
    ]
      .filter(Boolean)
      .join(' '),
}
