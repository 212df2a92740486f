import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Upload } from '../../wire/files.ts'
import type { Api } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'
import { createSlots } from './slots.ts'
import type { TusBody } from './tus.ts'
import { upload } from './upload.ts'

beforeEach(() => {
  vi.useFakeTimers()
  const window = new EventTarget()
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
  vi.stubGlobal('dispatchEvent', window.dispatchEvent.bind(window))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const MIB = 1024 * 1024
const gone = () => new RequestError('not_found', { status: 404 })
const offline = () => new RequestError('network')

/** A relay that keeps uploads in memory. `failures`: what the next requests throw. */
function fakeRelay(after: Upload['state'] = 'ready') {
  const uploads = new Map<string, { size: number; parts: Blob[] }>()
  const failures: (Error | null)[] = []
  const asked: string[] = []
  const offsetOf = (id: string) => uploads.get(id)!.parts.reduce((sum, { size }) => sum + size, 0)
  const enter = (method: string, path: string) => {
    asked.push(method)
    const failure = failures.shift()
    if (failure) throw failure
    const id = path.split('/').at(-1)!
    if (method !== 'POST' && !uploads.has(id)) throw gone()
    return id
  }
  const tus = async (method: string, path: string, { headers, piece, onSent }: TusBody) => {
    const id = enter(method, path)
    if (method === 'POST') {
      const made = `u${uploads.size + 1}`
      uploads.set(made, { size: Number(headers?.['upload-length']), parts: [] })
      return { id: made, offset: 0 }
    }
    if (method === 'PATCH') {
      if (Number(headers?.['upload-offset']) !== offsetOf(id)) {
        throw new RequestError('conflict', { status: 409 })
      }
      onSent?.(piece!.size)
      uploads.get(id)!.parts.push(piece!)
    }
    return { id: null, offset: offsetOf(id) }
  }
  const call = async (method: string, path: string) => {
    const id = enter(method, path)
    const { size } = uploads.get(id)!
    return { id, state: offsetOf(id) < size ? 'receiving' : after, file: null }
  }
  const bytes = (id: string) => new Blob(uploads.get(id)!.parts).text()
  return { call: call as Api, tus: tus as Api, uploads, failures, asked, bytes }
}

const text = 'x'.repeat(MIB) + 'y'.repeat(MIB) + 'end'
const blob = new Blob([text])

test('a file goes in pieces of 1 MiB, and its progress rises to its size', async () => {
  const relay = fakeRelay()
  const told: number[] = []
  const onPlace = vi.fn(async () => undefined)
  const id = await upload(blob, 'ä.txt', { ...relay, onPlace, onProgress: (at) => told.push(at) })
  expect(onPlace).toHaveBeenCalledExactlyOnceWith(id)
  expect(relay.uploads.get(id)!.parts.map(({ size }) => size)).toEqual([MIB, MIB, 3])
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBe(blob.size)
})

test('it continues where an earlier visit ended', async () => {
  const relay = fakeRelay()
  relay.uploads.set('u1', { size: blob.size, parts: [blob.slice(0, 100)] })
  expect(await upload(blob, 'a', { ...relay, place: 'u1' })).toBe('u1')
  expect(await relay.bytes('u1')).toBe(text)
  expect(relay.asked).not.toContain('POST')
})

test('a lost answer and a lost connection cost no byte and repeat none', async () => {
  const relay = fakeRelay()
  relay.uploads.set('u1', { size: blob.size, parts: [] })
  relay.failures.push(null, null, null, offline(), null, offline())
  const done = upload(blob, 'a', { ...relay, place: 'u1' })
  await vi.advanceTimersByTimeAsync(60_000)
  await done
  expect(await relay.bytes('u1')).toBe(text)
})

test('an upload that the relay has lost starts anew', async () => {
  const relay = fakeRelay()
  const onPlace = vi.fn(async () => undefined)
  const done = upload(blob, 'a', { ...relay, place: 'lost', onPlace })
  await vi.advanceTimersByTimeAsync(1_000)
  const id = await done
  expect(onPlace).toHaveBeenCalledExactlyOnceWith(id)
  expect(await relay.bytes(id)).toBe(text)
})

test('a browser that is online again tries at once', async () => {
  const relay = fakeRelay()
  relay.failures.push(...Array.from({ length: 10 }, offline))
  const done = upload(blob, 'a', relay)
  await vi.advanceTimersByTimeAsync(100_000)
  const before = relay.asked.length
  relay.failures.length = 0
  dispatchEvent(new Event('online'))
  await done
  expect(relay.asked.length).toBeGreaterThan(before)
})

test.each([
  ['a refusal of the relay', 'ready' as const, 'quota_exceeded' as const],
  ['a file that the relay does not take', 'refused' as const, null],
])('%s is thrown, and nothing is tried again', async (_, after, code) => {
  const relay = fakeRelay(after)
  if (code) relay.failures.push(new RequestError(code, { status: 403 }))
  await expect(upload(blob, 'a', relay)).rejects.toMatchObject({ code: code ?? 'file_refused' })
  expect(relay.asked.filter((method) => method === 'POST')).toHaveLength(1)
})

test('a relay that breaks at every try is given up', async () => {
  const relay = fakeRelay()
  relay.failures.push(
    ...Array.from({ length: 20 }, () => new RequestError('internal', { status: 500 })),
  )
  const refused = expect(upload(blob, 'a', relay)).rejects.toMatchObject({ code: 'internal' })
  await vi.advanceTimersByTimeAsync(600_000)
  await refused
})

test('a signal ends it in the middle of a pause', async () => {
  const relay = fakeRelay()
  relay.failures.push(offline())
  const run = new AbortController()
  const ended = expect(upload(blob, 'a', { ...relay, signal: run.signal })).rejects.toThrow()
  await vi.advanceTimersByTimeAsync(1)
  run.abort()
  await ended
  expect(relay.asked).toEqual(['POST'])
})

test('only so many run at a time, and a failure frees its slot', async () => {
  const inSlot = createSlots(2)
  const ends: ((error?: Error) => void)[] = []
  const work = () =>
    new Promise<void>((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve())),
    )
  const all = [1, 2, 3, 4].map(() => inSlot(work).catch(() => undefined))
  await vi.advanceTimersByTimeAsync(0)
  expect(ends).toHaveLength(2)
  ends[0]!(new Error('no'))
  await vi.advanceTimersByTimeAsync(0)
  expect(ends).toHaveLength(3)
  ends[1]!()
  await vi.advanceTimersByTimeAsync(0)
  for (const end of ends.slice(2)) end()
  await Promise.all(all)
})

test('a file whose beginning was not answered begins under the same key', async () => {
  const relay = fakeRelay()
  const begun: unknown[] = []
  const tus = (async (method: string, path: string, body: TusBody) => {
    if (method !== 'POST') return relay.tus(method as 'HEAD', path, body)
    begun.push(body.headers?.['upload-metadata'])
    const answer = await relay.tus(method, path, body)
    if (begun.length === 1) throw offline()
    return answer
  }) as Api
  const uploaded = upload(blob, 'a.txt', { ...relay, tus, key: 'k' })
  await vi.runAllTimersAsync()
  await uploaded
  expect(begun).toEqual(Array(2).fill(`filename ${btoa('a.txt')},key ${btoa('k')}`))
})
