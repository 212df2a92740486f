import type { LifeTable } from '../browser/life.ts'

export type RecorderState =
  | 'idle'
  /** The browser asks the person for the microphone. */
  | 'asking'
  | 'recording'
  | 'paused'
  /** The last piece is being stored. */
  | 'closing'
  /** The recording is complete: the person listens, sends or deletes it. */
  | 'ready'
  /** The person, or their browser, refused the microphone. */
  | 'denied'
  | 'no_microphone'
  /** Another program uses the microphone. */
  | 'taken'
  /** This browser cannot record. */
  | 'unable'

export type RecorderEvent =
  | 'start'
  | 'opened'
  | 'denied'
  | 'no_microphone'
  | 'taken'
  | 'unable'
  | 'pause'
  | 'resume'
  /** The person stopped, the time is over, or the microphone was unplugged. */
  | 'stop'
  | 'closed'
  /** Nothing was recorded. */
  | 'empty'
  /** An earlier page left a recording. */
  | 'found'
  /** The recording was deleted, or handed to the outbox. */
  | 'leave'

const failures = {
  denied: 'denied',
  no_microphone: 'no_microphone',
  taken: 'taken',
  unable: 'unable',
} as const
const refused = { start: 'asking', leave: 'idle' } as const

/** The life of the recorder of one composer. */
export const recorderLife: LifeTable<RecorderState, RecorderEvent> = {
  idle: { start: 'asking', found: 'ready' },
  asking: { opened: 'recording', leave: 'idle', ...failures },
  recording: { pause: 'paused', stop: 'closing', leave: 'idle' },
  paused: { resume: 'recording', stop: 'closing', leave: 'idle' },
  closing: { closed: 'ready', empty: 'idle', leave: 'idle' },
  ready: { leave: 'idle' },
  denied: refused,
  no_microphone: refused,
  taken: refused,
  unable: refused,
}
