import { plural } from '../plural.ts'
import { isolating } from '../isolate.ts'

/** Voice messages: recording and playing. */
export const voice = isolating({
  record: 'Record a voice message',
  recorder: 'Voice message',
  asking: 'Allow the microphone in your browser.',
  recording: 'Recording',
  recordingPaused: 'Recording paused',
  recorded: (length: string) => `Recorded ${length}. Listen to it, send it or delete it.`,
  found: 'You recorded this before the page was closed. It is not sent.',
  pause: 'Pause recording',
  resume: 'Go on recording',
  stop: 'Stop recording',
  send: 'Send voice message',
  discard: 'Delete recording',
  deleted: 'The recording was deleted.',
  sent: 'The voice message is on its way.',
  cancel: 'Cancel',
  again: 'Try again',
  close: 'Close',
  left: (seconds: number) =>
    plural(seconds, { one: (n) => `${n} second left`, other: (n) => `${n} seconds left` }),
  over: 'Five minutes are over.',
  slideToCancel: 'Slide to cancel',
  slideToLock: 'Slide up to go on without the finger',
  faults: {
    denied:
      'The browser may not use the microphone. Allow it in the settings of this site, next to the address. Then try again.',
    no_microphone: 'No microphone was found. Connect one, then try again.',
    taken: 'Another program uses the microphone. Close it, then try again.',
    unable: 'This browser cannot record sound here.',
  },
  switchedOff: 'Voice messages are switched off here.',
  notSent: 'The voice message could not be kept for sending. Try again.',

  play: 'Play voice message',
  playOf: (length: string) => `Play voice message, ${length}`,
  pausePlaying: 'Pause',
  place: 'Place in the voice message',
  placeOf: (at: string, length: string) => `${at} of ${length}`,
  speed: (speed: number) => `Speed ${speed}×`,
  unplayed: 'Not played yet',
  failed: 'It could not be played. Try again.',
  minutes: (minutes: number, seconds: number) =>
    [
      minutes > 0 && plural(minutes, { one: (n) => `${n} minute`, other: (n) => `${n} minutes` }),
      (seconds > 0 || minutes === 0) &&
        plural(seconds, { one: (n) => `${n} second`, other: (n) => `${n} seconds` }),
    ]
      .filter(Boolean)
      .join(' '),
})
export type VoiceCatalogue = typeof voice
