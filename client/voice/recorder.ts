import { MAX_VOICE_MS } from '../../wire/limits.ts'
import { createLife } from '../browser/life.ts'
import type { StoredRecording } from '../realtime/database/database.ts'
import { MicrophoneError, type OpenMicrophone, type Take } from './microphone.ts'
import { recorderLife, type RecorderEvent, type RecorderState } from './recorder-life.ts'
import type { Recording, RecordingPlace, RecordingStore } from './recording-store.ts'

/** The level is read this often. */
export const LEVEL_MS = 100

export interface RecorderView {
  state: RecorderState
  elapsedMs: number
  /** The loudness of each tenth of a second so far, from 0 to 255. */
  levels: readonly number[]
  /** Complete, in the state `ready` only. */
  recording: Recording | null
}

interface Needs {
  place: RecordingPlace
  open: OpenMicrophone
  store: RecordingStore
  /** Other pages learn that this one makes the recording, until the returned function is called. */
  hold(id: string): () => void
  now?: () => number
}

/** What is recorded now. */
interface Session {
  row: StoredRecording
  pieces: Blob[]
  take: Take | null
  release: () => void
  /** Settles when all pieces so far are stored. */
  written: Promise<unknown>
  /** When the present stretch without a pause began. */
  since: number
  /** The length of the stretches before it. */
  earlierMs: number
}

const nothing: RecorderView = { state: 'idle', elapsedMs: 0, levels: [], recording: null }

/**
 * Records the voice of a person for one composer. Every piece is stored at once, so that a reload loses half a second.
 * A recording that was left is offered again.
 */
export function createRecorder({ place, open, store, hold, now = () => performance.now() }: Needs) {
  const life = createLife('recorder', recorderLife, 'idle')
  const listeners = new Set<() => void>()
  let session: Session | null = null
  let stopping: { session: Session; recording: Promise<Recording | null> } | null = null
  let view = nothing
  let ticking: ReturnType<typeof setInterval> | undefined

  function show(change: Partial<RecorderView> = {}): void {
    view = { ...view, ...change, state: life.state() }
    for (const listener of listeners) listener()
  }

  function happen(event: RecorderEvent): boolean {
    if (life.happen(event) === null) return false
    if (life.state() === 'idle') view = nothing
    show()
    return true
  }

  const elapsedOf = ({ earlierMs, since }: Session) =>
    Math.min(
      MAX_VOICE_MS,
      Math.round(earlierMs + (life.state() === 'recording' ? now() - since : 0)),
    )

  function tick(): void {
    if (session?.take == null || life.state() !== 'recording') return
    const levels = [...view.levels, session.take.level()]
    const elapsedMs = elapsedOf(session)
    show({ levels, elapsedMs })
    if (elapsedMs >= MAX_VOICE_MS) void stop()
  }

  function addPiece(of: Session, piece: Blob): void {
    // A recording that was deleted stores nothing more.
    if (session !== of) return
    of.pieces.push(piece)
    of.row = { ...of.row, duration_ms: elapsedOf(of), levels: [...view.levels] }
    const { row } = of
    const pieces = [...of.pieces]
    // A browser that stores nothing can still send what this page recorded.
    of.written = of.written.then(() => store.addPieces(row, pieces)).catch(() => undefined)
  }

  function begin(): Session {
    const id = crypto.randomUUID()
    return {
      row: {
        ...place,
        id,
        mime: '',
        begun_at: new Date().toISOString(),
        duration_ms: 0,
        levels: [],
      },
      pieces: [],
      take: null,
      release: hold(id),
      written: Promise.resolve(),
      since: 0,
      earlierMs: 0,
    }
  }

  /** Ends the stretch of recording that runs now. */
  function halt(of: Session): void {
    of.earlierMs = elapsedOf(of)
    of.since = now()
  }

  async function start(): Promise<void> {
    if (!happen('start')) return
    const mine = begin()
    session = mine
    try {
      const take = await open({
        onPiece: (piece) => addPiece(mine, piece),
        onLost: () => void (session === mine && stop()),
      })
      // The person gave up while the browser asked.
      if (session !== mine) {
        await take.stop()
        return
      }
      mine.take = take
      mine.row.mime = take.mime
      mine.since = now()
      happen('opened')
      ticking = setInterval(tick, LEVEL_MS)
    } catch (error) {
      mine.release()
      if (session !== mine) return
      session = null
      happen(error instanceof MicrophoneError ? error.fault : 'unable')
    }
  }

  async function stop(): Promise<Recording | null> {
    // It may stop already: the person presses "Stop", and at once "Send".
    if (session !== null && session === stopping?.session) return stopping.recording
    const mine = session
    if (mine?.take == null || !life.knows('stop')) return view.recording
    halt(mine)
    clearInterval(ticking)
    happen('stop')
    const recording = close(mine, mine.take)
    stopping = { session: mine, recording }
    return recording
  }

  async function close(mine: Session, take: Take): Promise<Recording | null> {
    await take.stop()
    await mine.written
    if (session !== mine) return null
    session = null
    mine.release()
    if (mine.pieces.length === 0) {
      happen('empty')
      return null
    }
    const recording = { ...mine.row, bytes: new Blob(mine.pieces, { type: mine.row.mime }) }
    life.happen('closed')
    show({ recording, elapsedMs: recording.duration_ms })
    return recording
  }

  /** Deletes the recording: the person wants it no more, or the outbox has it. */
  async function leave(): Promise<void> {
    const mine = session
    const id = mine?.row.id ?? view.recording?.id
    session = null
    clearInterval(ticking)
    happen('leave')
    await mine?.take?.stop()
    await mine?.written
    mine?.release()
    if (id !== undefined) await store.remove(id).catch(() => undefined)
  }

  return {
    getView: (): RecorderView => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start,
    pause() {
      if (!session?.take || !life.knows('pause')) return
      halt(session)
      session.take.pause()
      happen('pause')
    },
    resume() {
      if (!session?.take || !life.knows('resume')) return
      session.since = now()
      session.take.resume()
      happen('resume')
    },
    /** Resolves to the complete recording, or to null when there is none. */
    stop,
    leave,
    /** Offers what an earlier page recorded here. */
    async restore(): Promise<void> {
      const recording = await store.find(place).catch(() => null)
      if (recording === null || !life.knows('found')) return
      life.happen('found')
      show({ recording, levels: recording.levels, elapsedMs: recording.duration_ms })
    },
  }
}
export type Recorder = ReturnType<typeof createRecorder>
