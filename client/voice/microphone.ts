import { loudnessOf } from './waveform.ts'

/** A piece is stored this often. A page that crashes loses no more. */
const PIECE_MS = 500
/** Enough for speech to sound good. Five minutes are about 1.2 MB. */
const BITS_PER_SECOND = 32_000
/** AAC plays everywhere. Safari says that it records WebM, and then fails. */
const TYPES = [
  'audio/mp4;codecs=mp4a.40.2',
  'audio/webm;codecs=opus',
  'audio/mp4',
  'audio/ogg;codecs=opus',
]

export type MicrophoneFault = 'denied' | 'no_microphone' | 'taken' | 'unable'

export class MicrophoneError extends Error {
  readonly fault: MicrophoneFault
  constructor(fault: MicrophoneFault) {
    super(fault)
    this.fault = fault
  }
}

/** A microphone that is being recorded. */
export interface Take {
  mime: string
  /** The loudness of this moment, from 0 to 255. */
  level(): number
  pause(): void
  resume(): void
  /** Resolves after the last piece. The microphone is free then. */
  stop(): Promise<void>
}

export interface TakeListener {
  onPiece(piece: Blob): void
  /** The microphone was unplugged, or the browser cannot go on. */
  onLost(): void
}

export type OpenMicrophone = (listener: TakeListener) => Promise<Take>

/** The first type that this browser records. */
export const recordedType = (isSupported: (type: string) => boolean): string | undefined =>
  TYPES.find(isSupported)

export function faultOf(error: unknown): MicrophoneFault {
  switch ((error as Error | null)?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no_microphone'
    case 'NotReadableError':
    case 'AbortError':
      return 'taken'
    default:
      return 'unable'
  }
}

export const openMicrophone: OpenMicrophone = async (listener) => {
  const mime = recordedType((type) => globalThis.MediaRecorder?.isTypeSupported(type) ?? false)
  // Without a secure connection, browsers have no `mediaDevices`.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (mime === undefined || devices === undefined) throw new MicrophoneError('unable')
  const stream = await devices.getUserMedia({ audio: true }).catch((error: unknown) => {
    throw new MicrophoneError(faultOf(error))
  })
  const free = () => stream.getTracks().forEach((track) => track.stop())
  try {
    return record(stream, mime, listener, free)
  } catch {
    free()
    throw new MicrophoneError('unable')
  }
}

function record(stream: MediaStream, mime: string, listener: TakeListener, free: () => void): Take {
  const recorder = new MediaRecorder(stream, {
    mimeType: mime,
    audioBitsPerSecond: BITS_PER_SECOND,
  })
  const meter = createMeter(stream)
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => {
      free()
      meter.close()
      resolve()
    })
  })
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) listener.onPiece(data)
  })
  recorder.addEventListener('error', () => listener.onLost())
  stream.getAudioTracks()[0]?.addEventListener('ended', () => listener.onLost())
  recorder.start(PIECE_MS)
  const isRunning = () => recorder.state !== 'inactive'
  return {
    mime,
    level: meter.level,
    pause: () => isRunning() && recorder.pause(),
    resume: () => isRunning() && recorder.resume(),
    stop() {
      if (isRunning()) recorder.stop()
      return stopped
    },
  }
}

function createMeter(stream: MediaStream) {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  return {
    level() {
      analyser.getByteTimeDomainData(samples)
      return loudnessOf(samples)
    },
    close: () => void context.close(),
  }
}
