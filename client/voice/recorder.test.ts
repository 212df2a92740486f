import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_VOICE_MS } from '../../wire/limits.ts'
import { setStoresState, databaseOf, deleteStoresState } from '../browser/stores.ts'
import { keepDatabase, openDatabase } from '../realtime/database/database.ts'
import { createPlayed } from './played.ts'
import { walkLife } from '../testing/walk-life.ts'
import { MicrophoneError, type MicrophoneFault, type TakeListener } from './microphone.ts'
import { recorderLife } from './recorder-life.ts'
import { createRecorder, LEVEL_MS } from './recorder.ts'
import { createRecordingStore } from './recording-store.ts'

const HERE = { conversation_id: 'c1', thread_root: null }

let database: ReturnType<typeof openDatabase>
const locked = new Set<string>()
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  database = openDatabase('ada')
  locked.clear()
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  ;(await database).close()
})

/** A microphone whose pieces the test makes. Its clock is the test's. */
function stageRecorder(place = HERE) {
  let time = 0
  let listener: TakeListener
  const calls: string[] = []
  let fault: MicrophoneFault | null = null
  const store = createRecordingStore(
    () => database,
    async (id) => locked.has(id),
  )
  const recorder = createRecorder({
    place,
    store,
    now: () => time,
    hold(id) {
      locked.add(id)
      return () => locked.delete(id)
    },
    async open(heard) {
      if (fault !== null) throw new MicrophoneError(fault)
      listener = heard
      return {
        mime: 'audio/webm;codecs=opus',
        level: () => 100,
        pause: () => void calls.push('pause'),
        resume: () => void calls.push('resume'),
        stop: async () => void calls.push('stop'),
      }
    },
  })
  return {
    recorder,
    store,
    calls,
    refuse: (next: MicrophoneFault | null) => (fault = next),
    piece: (text: string) => listener.onPiece(new Blob([text])),
    lose: () => listener.onLost(),
    /** The clock and the timers go on together. */
    pass(milliseconds: number) {
      for (let passed = 0; passed < milliseconds; passed += LEVEL_MS) {
        time += LEVEL_MS
        vi.advanceTimersByTime(LEVEL_MS)
      }
    },
  }
}

const onlyIntervals = () => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
const stored = async (place = HERE) =>
  createRecordingStore(
    () => database,
    async (id) => locked.has(id),
  ).find(place)

test('every state of the recorder can be reached and left', () => {
  const { reached, states, final } = walkLife(recorderLife, 'idle')
  expect([reached, final]).toEqual([states, []])
})

test('a recording knows its length and its loudness without its pauses', async () => {
  onlyIntervals()
  const { recorder, pass, piece, calls } = stageRecorder()
  await recorder.start()
  pass(1_000)
  piece('one ')
  recorder.pause()
  pass(60_000)
  expect(recorder.getView()).toMatchObject({ state: 'paused', elapsedMs: 1_000 })
  recorder.resume()
  pass(500)
  piece('two')
  const recording = await recorder.stop()
  expect(recording?.duration_ms).toBe(1_500)
  expect(recording?.levels).toEqual(Array(15).fill(100))
  expect(await recording?.bytes.text()).toBe('one two')
  expect(recording?.bytes.type).toBe('audio/webm;codecs=opus')
  expect([recorder.getView().state, calls]).toEqual(['ready', ['pause', 'resume', 'stop']])
})

test('what a page recorded before it was reloaded is offered again, and is gone when it is deleted', async () => {
  onlyIntervals()
  const crashed = stageRecorder()
  await crashed.recorder.start()
  crashed.pass(500)
  crashed.piece('half a ')
  crashed.pass(500)
  crashed.piece('second')
  // The pieces are stored while the recording goes on, and nobody else gets them meanwhile.
  await vi.waitFor(async () => expect(await (await database).count('pieces')).toBe(2))
  expect(await stored()).toBeNull()
  locked.clear()

  const { recorder, store } = stageRecorder()
  await recorder.restore()
  const { state, recording, elapsedMs } = recorder.getView()
  expect([state, elapsedMs, recording?.levels.length]).toEqual(['ready', 1_000, 10])
  expect(await recording?.bytes.text()).toBe('half a second')
  expect(await store.find({ ...HERE, conversation_id: 'c2' })).toBeNull()
  await recorder.leave()
  expect(recorder.getView().state).toBe('idle')
  expect([await stored(), await (await database).count('pieces')]).toEqual([null, 0])
})

test('a recording ends by itself after five minutes', async () => {
  onlyIntervals()
  const { recorder, pass, piece } = stageRecorder()
  await recorder.start()
  piece('long')
  pass(MAX_VOICE_MS)
  await vi.waitFor(() => expect(recorder.getView().state).toBe('ready'))
  expect(recorder.getView().recording?.duration_ms).toBeLessThanOrEqual(MAX_VOICE_MS)
})

test('a microphone that is unplugged leaves what was recorded', async () => {
  const { recorder, piece, lose } = stageRecorder()
  await recorder.start()
  piece('kept')
  lose()
  await vi.waitFor(() => expect(recorder.getView().state).toBe('ready'))
  expect(await recorder.getView().recording?.bytes.text()).toBe('kept')
})

test('a recording that stops already is given to whoever stops it again', async () => {
  const { recorder, piece } = stageRecorder()
  await recorder.start()
  piece('one')
  const [first, second] = await Promise.all([recorder.stop(), recorder.stop()])
  expect(first).not.toBeNull()
  expect(second).toBe(first)
  expect(await recorder.stop()).toBe(first)
})

test('nothing is offered when nothing was recorded', async () => {
  const { recorder } = stageRecorder()
  await recorder.start()
  expect(await recorder.stop()).toBeNull()
  expect([recorder.getView().state, locked.size]).toEqual(['idle', 0])
})

test('a person who gives up while the browser asks is not recorded', async () => {
  const { recorder, calls } = stageRecorder()
  const asked = recorder.start()
  await recorder.leave()
  await asked
  expect([recorder.getView().state, calls, locked.size]).toEqual(['idle', ['stop'], 0])
})

test('a recording that is deleted while its last piece is stored is not offered, and the next one begins', async () => {
  const { recorder, piece } = stageRecorder()
  await recorder.start()
  piece('never')
  const [recording] = await Promise.all([recorder.stop(), recorder.leave()])
  expect([recording, recorder.getView().state, recorder.getView().recording]).toEqual([
    null,
    'idle',
    null,
  ])
  expect([await stored(), locked.size]).toEqual([null, 0])
  await recorder.start()
  piece('this one')
  expect(await (await recorder.stop())?.bytes.text()).toBe('this one')
})

test('a piece that comes after the deletion is not stored', async () => {
  const { recorder, piece, store } = stageRecorder()
  await recorder.start()
  piece('one')
  await recorder.leave()
  piece('late')
  // The store works in order. So the late piece would be stored before this one.
  const later = { ...HERE, id: 'later', mime: '', begun_at: '', duration_ms: 0, levels: [] }
  await store.addPieces(later, [new Blob(['x'])])
  await store.remove('later')
  expect(await (await database).count('pieces')).toBe(0)
})

test.each(['denied', 'no_microphone', 'taken', 'unable'] as const)(
  'a microphone that is not given says why, and can be asked for again: %s',
  async (fault) => {
    const { recorder, refuse } = stageRecorder()
    refuse(fault)
    await recorder.start()
    expect([recorder.getView().state, locked.size]).toEqual([fault, 0])
    refuse(null)
    await recorder.start()
    expect(recorder.getView().state).toBe('recording')
  },
)

test('a browser that stores nothing can still send what was recorded', async () => {
  const { recorder, piece } = stageRecorder()
  ;(await database).close()
  await recorder.start()
  piece('heard')
  const recording = await recorder.stop()
  expect(await recording?.bytes.text()).toBe('heard')
})

describe('a database that the browser deletes while the page is open', () => {
  const remove = () =>
    new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseOf('ada')).addEventListener('success', resolve)
    })
  beforeEach(() => setStoresState('ada', 'here'))
  afterEach(() => deleteStoresState('ada'))

  test('gets the whole recording again', async () => {
    const kept = keepDatabase('ada', () => undefined)
    const store = createRecordingStore(kept, async () => false)
    const row = { ...HERE, id: 'r1', mime: '', begun_at: '', duration_ms: 0, levels: [] }
    const pieces = ['one ', 'two ', 'three'].map((text) => new Blob([text]))
    await store.addPieces(row, pieces.slice(0, 1))
    await remove()
    await store.addPieces(row, pieces.slice(0, 2))
    await store.addPieces(row, pieces)
    expect(await (await store.find(HERE))?.bytes.text()).toBe('one two three')
    await store.remove('r1')
    expect(await store.find(HERE)).toBeNull()
    ;(await kept()).close()
  })

  test('gets all marks of what was played again', async () => {
    const kept = keepDatabase('ada', () => undefined)
    const rows = async () =>
      (await (await kept()).getAll('played')).map(({ file_id }) => file_id).join()
    const played = createPlayed(kept)
    played.add('f1')
    played.add('f2')
    await vi.waitFor(async () => expect(await rows()).toBe('f1,f2'))
    await remove()
    played.add('f3')
    await vi.waitFor(async () => expect(await rows()).toBe('f1,f2,f3'))
    ;(await kept()).close()
  })

  test('is not made again for a person who left', async () => {
    const kept = keepDatabase('ada', () => undefined)
    const played = createPlayed(kept)
    await kept()
    await remove()
    setStoresState('ada', 'leaving')
    played.add('f1')
    await expect(kept()).rejects.toThrow('left')
    expect(await indexedDB.databases()).toEqual([])
  })
})
