// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PROTOCOL } from '../../../wire/protocol.ts'
import type { SessionState } from '../../session/model.ts'
import { fakeWire } from '../../testing/fake-socket.ts'
import { createLink } from './link.ts'
import { RequestError } from '../../requests/request-error.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const MINUTE = 60_000
type Relay = ReturnType<typeof fakeWire>

function setUp({ recovers = true } = {}) {
  const relay = fakeWire()
  let tellSession = () => {}
  const session = {
    recover: vi.fn(async () => recovers),
    refused: vi.fn(),
    ended: vi.fn(async () => false),
    otherPerson: vi.fn(),
    getState: () => ({ kind: 'ready' }) as SessionState,
    subscribe: (listener: () => void) => {
      tellSession = listener
      return () => {}
    },
  }
  const onOpen = vi.fn()
  const onClosed = vi.fn()
  const onOutdated = vi.fn()
  const onRateLimited = vi.fn()
  const handlers = { onOpen, onOutdated, onClosed, onRateLimited }
  const link = createLink(session, handlers, relay.wire, 'ada')
  return {
    relay,
    session,
    onOpen,
    onOutdated,
    onClosed,
    onRateLimited,
    link,
    tellSession: () => tellSession(),
  }
}

test('the link is open when the relay has established it, not before', () => {
  const { relay, link, onOpen } = setUp()
  link.start()
  expect(relay.opened()).toBe(1)
  expect(link.isOpen()).toBe(false)
  relay.establish()
  expect(link.isOpen()).toBe(true)
  expect(onOpen).toHaveBeenCalledOnce()
})

test('a relay of a newer protocol ends it for good, an older one does not', async () => {
  const { relay, link, onOpen, onOutdated } = setUp()
  link.start()
  relay.establish('e1', PROTOCOL + 1)
  expect(onOutdated).toHaveBeenCalledExactlyOnceWith(PROTOCOL + 1)
  expect([relay.last(), link.isOpen(), onOpen.mock.calls.length]).toEqual(['close', false, 0])
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(relay.opened()).toBe(1)

  const other = setUp()
  other.link.start()
  other.relay.establish('e1', PROTOCOL - 1)
  expect(other.link.isOpen()).toBe(true)
})

describe('cookies of another person', () => {
  test.each([
    ['refuse the socket', (relay: Relay) => relay.refuse(new RequestError('other_person'))],
    ['open a socket of that person', (relay: Relay) => relay.establish('e1', PROTOCOL, 'ben')],
  ])('%s: the link closes for good and tells the session', async (_, meet) => {
    const { relay, session, link, onOpen } = setUp()
    link.start()
    meet(relay)
    expect(session.otherPerson).toHaveBeenCalledExactlyOnceWith('ada')
    expect([relay.last(), link.isOpen(), onOpen.mock.calls.length]).toEqual(['close', false, 0])
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(relay.opened()).toBe(1)
    expect(session.recover).not.toHaveBeenCalled()
  })

  test('found after a renewal close it as well', async () => {
    const { relay, session, link } = setUp()
    link.start()
    relay.refuse(new RequestError('session_expired'))
    await vi.advanceTimersByTimeAsync(0)
    relay.refuse(new RequestError('other_person'))
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(session.otherPerson).toHaveBeenCalledExactlyOnceWith('ada')
    expect([relay.opened(), session.refused.mock.calls.length]).toEqual([2, 0])
  })

  test('are not suspected where an older relay names nobody', () => {
    const { relay, session, link } = setUp()
    link.start()
    relay.push('connection:established', { epoch: 'e1', protocol: PROTOCOL, marks: {} })
    expect(link.isOpen()).toBe(true)
    expect(session.otherPerson).not.toHaveBeenCalled()
  })
})

test('a relay that may have missed events says so, and the page syncs as after a connection', () => {
  const { relay, link, onOpen } = setUp()
  link.start()
  relay.establish()
  relay.establish()
  expect([relay.opened(), link.isOpen()]).toEqual([1, true])
  expect(onOpen).toHaveBeenCalledTimes(2)
})

test('a lost connection is tried again for ever, ever more slowly up to a limit', async () => {
  const { relay, link } = setUp()
  link.start()
  relay.establish()
  relay.drop()
  const gaps: number[] = []
  for (let i = 0; i < 20; i++) {
    const before = relay.opened()
    const from = performance.now()
    while (relay.opened() === before) await vi.advanceTimersToNextTimerAsync()
    gaps.push(performance.now() - from)
    relay.refuse(null)
  }
  expect(gaps[0]).toBeLessThanOrEqual(500)
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(7_500)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000)
})

test('a connection that is not established in time is closed and tried again', async () => {
  const { relay, link } = setUp()
  link.start()
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(relay.opened()).toBeGreaterThan(1)
})

test('after a refusal of its session the link has it renewed once and connects once', async () => {
  const { relay, session, link } = setUp()
  link.start()
  relay.refuse(new RequestError('session_expired'))
  await vi.advanceTimersByTimeAsync(0)
  expect(session.recover).toHaveBeenCalledOnce()
  expect(relay.opened()).toBe(2)
  relay.establish()
  expect(link.isOpen()).toBe(true)
  expect(session.refused).not.toHaveBeenCalled()
})

test('after a second refusal the link says why and never loops', async () => {
  const { relay, session, link } = setUp()
  link.start()
  relay.refuse(new RequestError('session_expired'))
  await vi.advanceTimersByTimeAsync(0)
  relay.refuse(new RequestError('session_ended'))
  expect(session.refused).toHaveBeenCalledExactlyOnceWith('session_ended')
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(relay.opened()).toBe(2)
  expect(session.recover).toHaveBeenCalledOnce()
})

test('a session that cannot be renewed opens no socket any more', async () => {
  const { relay, link } = setUp({ recovers: false })
  link.start()
  relay.refuse(new RequestError('session_required'))
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(relay.opened()).toBe(1)
})

test('an expiry long after the last renewal leads to another renewal', async () => {
  const { relay, session, link } = setUp()
  link.start()
  for (let i = 0; i < 3; i++) {
    relay.refuse(new RequestError('session_expired'))
    await vi.advanceTimersByTimeAsync(0)
    relay.establish()
    relay.drop()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(session.recover).toHaveBeenCalledTimes(3)
  expect(session.refused).not.toHaveBeenCalled()
})

test('the link waits as long as the relay asks for, says so, and is not hurried', async () => {
  const { relay, session, link, onRateLimited } = setUp()
  link.start()
  relay.refuse(new RequestError('rate_limited', { retryAfter: 40 }))
  expect(onRateLimited).toHaveBeenCalledExactlyOnceWith(40)
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(39_999)
  expect(relay.opened()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(relay.opened()).toBe(2)
  expect(session.recover).not.toHaveBeenCalled()
})

test('a rate-limited request is reported, too', async () => {
  const { relay, link, onRateLimited } = setUp()
  link.start()
  relay.establish()
  for (const refusal of [
    new RequestError('rate_limited', { retryAfter: 12 }),
    new RequestError('forbidden'),
  ]) {
    relay.on('sync', () => {
      throw refusal
    })
    await expect(link.request('sync', { epoch: 'e1', cursors: {} })).rejects.toBe(refusal)
  }
  expect(onRateLimited).toHaveBeenCalledExactlyOnceWith(12)
})

test('the network coming back ends the waiting, but not a renewal under way', async () => {
  const { relay, session, link } = setUp()
  link.start()
  relay.refuse(new RequestError('unavailable', { retryAfter: 300 }))
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  expect(relay.opened()).toBe(2)

  let renewed = (_: boolean) => {}
  session.recover.mockReturnValueOnce(new Promise((resolve) => (renewed = resolve)))
  relay.refuse(new RequestError('session_expired'))
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(relay.opened()).toBe(2)
  renewed(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(relay.opened()).toBe(3)
})

test('when the browser says that it is offline, the link closes and goes on trying', async () => {
  const { relay, link, onClosed } = setUp()
  link.start()
  relay.establish()
  window.dispatchEvent(new Event('offline'))
  expect(link.isOpen()).toBe(false)
  expect(relay.last()).toBe('close')
  expect(onClosed).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(relay.opened()).toBe(2)
})

test('an ended session closes the link, and a replaced session opens it again', async () => {
  const { relay, session, link } = setUp()
  link.start()
  relay.establish()
  relay.push('session:ended', { reason: 'ended_by_owner' })
  relay.drop()
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(session.ended).toHaveBeenCalledExactlyOnceWith('ended_by_owner')
  expect(relay.opened()).toBe(1)

  session.ended.mockResolvedValueOnce(true)
  relay.push('session:ended', { reason: 'replaced' })
  await vi.advanceTimersByTimeAsync(0)
  expect(relay.opened()).toBe(2)
})

test('a stopped link stays closed, whatever arrives late', async () => {
  const { relay, session, link } = setUp()
  link.start()
  relay.establish()
  session.ended.mockResolvedValueOnce(true)
  relay.push('session:ended', { reason: 'replaced' })
  link.stop()
  await vi.advanceTimersByTimeAsync(MINUTE)
  window.dispatchEvent(new Event('online'))
  relay.establish()
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(relay.opened()).toBe(1)
  expect(link.isOpen()).toBe(false)
})

test('asked to renew, the link has the session renewed by HTTP and then tells the socket', async () => {
  const { relay, session, link, tellSession } = setUp()
  relay.on('session:renew', () => ({ expires_in: 900 }))
  link.start()
  relay.establish()
  relay.push('session:renew', { expires_in: 60 })
  expect(session.recover).toHaveBeenCalledOnce()
  expect(relay.askedFor('session:renew')).toHaveLength(0)
  tellSession()
  expect(relay.askedFor('session:renew')).toHaveLength(1)
})
