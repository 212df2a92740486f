// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followSession } from './follow-session.ts'
import type { SessionState } from '../session/model.ts'
import { ready, stageMessenger, stageSession } from '../testing/stage.tsx'

function follow() {
  const session = stageSession({ kind: 'starting' })
  const made: ReturnType<typeof stageMessenger>[] = []
  const createMessenger = () => {
    const messenger = stageMessenger()
    made.push(messenger)
    return messenger
  }
  const messaging = followSession(session, () => Promise.resolve({ createMessenger }))
  return { session, made, messaging }
}

const settle = () => vi.waitFor(() => Promise.resolve())

test('a messenger is made when the bridge has resolved, and not before', async () => {
  const { session, made, messaging } = follow()
  session.become({ kind: 'bridging' })
  await settle()
  expect(made).toHaveLength(0)
  session.become(ready)
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  expect(made[0]?.start).toHaveBeenCalledOnce()
})

test('renewing the session keeps it', async () => {
  const { session, made, messaging } = follow()
  session.become(ready)
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  session.become({ kind: 'bridging' })
  session.become(ready)
  await settle()
  expect(made).toHaveLength(1)
  expect(made[0]?.stop).not.toHaveBeenCalled()
})

const failed: SessionState = { kind: 'failed', cause: 'network', requestId: null, retryAfter: null }

test('a failure stops it without forgetting, and logging out from there forgets', async () => {
  const { session, made, messaging } = follow()
  session.become(ready)
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  session.become(failed)
  expect(messaging.getState().kind).toBe('none')
  expect(made[0]?.stop).toHaveBeenLastCalledWith({ forget: false })
  session.become({ kind: 'signed_out', reason: 'by_me' })
  expect(made[0]?.stop).toHaveBeenLastCalledWith({ forget: true })
})

test('a session that Supabase ended leaves nothing either', async () => {
  const { session, made, messaging } = follow()
  session.become(ready)
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  session.become({ kind: 'signed_out', reason: 'expired' })
  expect(made[0]?.stop).toHaveBeenLastCalledWith({ forget: true })
})

const readyAs = (id: string): SessionState => {
  if (ready.kind !== 'ready') throw new Error('not ready')
  return { ...ready, user: { ...ready.user, id } }
}

test('a page of another person closes without forgetting, and shows nothing of the first', async () => {
  const { session, made, messaging } = follow()
  session.become(readyAs('ada'))
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  history.replaceState(null, '', '/c/of-ada')
  session.become({ kind: 'starting' })
  expect(messaging.getState().kind).toBe('none')
  expect(made[0]?.stop).toHaveBeenLastCalledWith({ forget: false })
  session.become(readyAs('ben'))
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  expect(location.pathname).toBe('/')
})

test('the same person comes back to the place they were at', async () => {
  const { session, messaging } = follow()
  session.become(readyAs('ada'))
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  history.replaceState(null, '', '/c/of-ada')
  session.become({ kind: 'starting' })
  session.become(readyAs('ada'))
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('open'))
  expect(location.pathname).toBe('/c/of-ada')
})

test('code that cannot be fetched is a fault, not silence', async () => {
  const session = stageSession({ kind: 'starting' })
  const messaging = followSession(session, () => Promise.reject(new Error('gone')))
  session.become(ready)
  await vi.waitFor(() => expect(messaging.getState().kind).toBe('fault'))
})

describe('code that could not be fetched', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  const until = (load: () => Promise<{ createMessenger: () => never }>) => {
    const reload = vi.spyOn(location, 'reload').mockReturnValue()
    const session = stageSession({ kind: 'starting' })
    const messaging = followSession(session, load)
    session.become(ready)
    return { messaging, reload }
  }
  const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))

  test('is fetched when it is there again, and the page comes', async () => {
    const load = vi.fn(gone)
    const { messaging, reload } = until(load)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(messaging.getState().kind).toBe('fault')
    expect(reload).not.toHaveBeenCalled()
    load.mockResolvedValue({ createMessenger: vi.fn() } as never)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(reload).toHaveBeenCalledOnce()
  })

  test('comes with the network at once', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const load = vi.fn(gone)
    const { reload } = until(load)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(load).toHaveBeenCalledOnce()
    online.mockReturnValue(true)
    load.mockResolvedValue({ createMessenger: vi.fn() } as never)
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(reload).toHaveBeenCalledOnce()
  })

  test('opens nothing behind the notice when the session is renewed meanwhile', async () => {
    const reload = vi.spyOn(location, 'reload').mockReturnValue()
    const session = stageSession({ kind: 'starting' })
    const load = vi.fn(gone)
    const messaging = followSession(session, load)
    session.become(ready)
    await vi.advanceTimersByTimeAsync(0)
    const createMessenger = vi.fn(() => stageMessenger())
    load.mockResolvedValue({ createMessenger } as never)
    session.become({ kind: 'signed_out', reason: 'elsewhere' } as never)
    session.become(ready)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(messaging.getState().kind).not.toBe('open')
    expect(createMessenger).not.toHaveBeenCalled()
    expect(reload).toHaveBeenCalledOnce()
  })

  test('is not confused with code that fails, which no reload mends', async () => {
    const createMessenger = (): never => {
      throw new TypeError('broken')
    }
    const { messaging, reload } = until(async () => ({ createMessenger }))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(messaging.getState().kind).toBe('fault')
    expect(reload).not.toHaveBeenCalled()
  })
})
