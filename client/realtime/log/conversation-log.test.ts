import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { History } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import { changesQuery, type Changes } from '../../../wire/requests/conversations.ts'
import {
  applyChanges,
  CHANGES_PAGE,
  adoptConversation as told,
  isBehind,
  newLog,
  receive,
  withActivity,
  type ConversationLog,
} from './conversation-log.ts'
import { updateLoaded } from './history-state.ts'
import { loadPage, startLoading, unload } from './log-pages.ts'
import { conversationUpTo, message, messages } from '../../testing/fixtures.ts'
import { prepend, trimmed } from './loaded-messages.ts'

const loaded = (last: number): ConversationLog =>
  loadPage(startLoading(newLog(conversationUpTo(last))), {
    items: messages(1, last),
    has_more: false,
  })

const seqs = (log: ConversationLog) =>
  log.history.kind === 'loaded' ? log.history.messages.map(({ seq }) => seq) : log.history.kind

describe('frames', () => {
  test('the next frame is applied', () => {
    const log = receive(loaded(2), [message(3)])
    expect(seqs(log)).toEqual([1, 2, 3])
    expect(log.ver).toBe(3)
    expect(log.conversation.last_message?.seq).toBe(3)
  })

  test('a frame that was applied before changes nothing, not even the object', () => {
    const log = loaded(3)
    expect(receive(log, [message(2)])).toBe(log)
  })

  test('a frame after a gap waits for the missing ones, and the log says that it is behind', () => {
    const early = receive(loaded(2), [message(4)])
    expect(seqs(early)).toEqual([1, 2])
    expect(isBehind(early)).toBe(true)
    const filled = receive(early, [message(3)])
    expect(seqs(filled)).toEqual([1, 2, 3, 4])
    expect(isBehind(filled)).toBe(false)
  })

  test('on overflow of the buffer early frames are dropped, and the log stays behind', () => {
    const log = receive(loaded(0), messages(2, 600))
    expect(log.ahead).toHaveLength(0)
    expect(isBehind(log)).toBe(true)
  })

  test('a conversation that is not loaded follows in the list alone', () => {
    const log = receive(newLog(conversationUpTo(2, { unread: 1 })), [message(3)])
    expect(log.history.kind).toBe('none')
    expect(log.conversation).toMatchObject({ last_seq: 3, active_at: message(3).created_at })
    expect(log.conversation.unread).toBe(1)
  })

  test('an edit of the last message shows in the list and moves nothing', () => {
    const log = receive(loaded(2), [message(2, { ver: 3, body: 'edited' })])
    expect(log.conversation.last_message?.body).toBe('edited')
    expect(log.conversation.active_at).toBe(message(2).created_at)
  })
})

describe('pages', () => {
  test('a change that came while the page was on its way is not undone by the page', () => {
    let log = startLoading(newLog(conversationUpTo(2)))
    log = receive(log, [message(3), message(1, { ver: 4, body: 'edited' })])
    log = loadPage(log, { items: messages(1, 2), has_more: false })
    expect(seqs(log)).toEqual([1, 2, 3])
    expect(log.history.kind === 'loaded' && log.history.messages[0]?.body).toBe('edited')
  })

  test('the cursor does not follow the metadata while messages are loaded', () => {
    expect(told(loaded(2), conversationUpTo(5)).ver).toBe(2)
    expect(told(newLog(conversationUpTo(2)), conversationUpTo(5)).ver).toBe(5)
  })

  test('an edit that an earlier page missed is not lost', () => {
    const page = { items: messages(1, 50), has_more: false }
    let log = loadPage(startLoading(newLog(conversationUpTo(60))), {
      items: messages(51, 60),
      has_more: true,
    })
    log = updateLoaded(log, (loaded) => ({ ...loaded, fetchingEarlier: true }))
    log = receive(log, [message(7, { ver: 61, body: 'edited' })])
    log = updateLoaded(log, (loaded) => prepend(loaded, 51, page))
    expect(seqs(log)).toHaveLength(60)
    expect(log.history.kind === 'loaded' && log.history.messages[6]?.body).toBe('edited')
  })

  test('an earlier page that no longer fits is dropped', () => {
    const log = updateLoaded(
      updateLoaded(loaded(300), (loaded) => trimmed(loaded, 50)),
      (loaded) => prepend(loaded, 201, { items: messages(151, 200), has_more: true }),
    )
    expect(seqs(log)).toEqual(messages(251, 300).map(({ seq }) => seq))
  })
})

describe('sync', () => {
  const item = (change: Partial<Changes>): Changes => ({
    items: [],
    conversation: conversationUpTo(5),
    last_ver: 5,
    reset: false,
    ...change,
  })

  test('after a reset, only the newest page is loaded', () => {
    const log = applyChanges(loaded(2), item({ items: messages(4, 5), reset: true }))
    expect(seqs(log)).toEqual([4, 5])
    expect(log).toMatchObject({ ver: 5, history: { hasEarlier: true } })
  })

  test('a short page reaches the end, a full one only its last change', () => {
    expect(applyChanges(loaded(2), item({ items: messages(3, 4) })).ver).toBe(5)
    const full = item({
      items: messages(3, 202),
      conversation: conversationUpTo(300),
      last_ver: 300,
    })
    const log = applyChanges(loaded(2), full)
    expect(log.ver).toBe(202)
    expect(isBehind(log)).toBe(true)
  })

  test('the length of a full page is the one of the wire', () => {
    expect(changesQuery.parse({ after_ver: 0 }).limit).toBe(CHANGES_PAGE)
  })

  test('a message that the server itself lost leaves a gap, and the messages after it are shown', () => {
    const log = applyChanges(loaded(2), item({ items: [message(5)] }))
    expect(seqs(log)).toEqual([1, 2, 5])
  })

  test('frames that came early are applied after the answer', () => {
    const log = applyChanges(receive(loaded(2), [message(6)]), item({ items: messages(3, 5) }))
    expect(seqs(log)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

/** A server with one conversation. It counts `seq` and `ver` like the real one. */
function serverOf(changes: readonly number[]) {
  const rows = new Map<number, Message>()
  const frames: Message[] = []
  changes.forEach((target, i) => {
    const ver = i + 1
    const edited = target < 500 ? undefined : rows.get((target % rows.size) + 1)
    const row = edited
      ? { ...edited, ver, body: `edited at ${ver}`, edited_at: edited.created_at }
      : message(rows.size + 1, { ver })
    rows.set(row.seq, row)
    frames.push(row)
  })
  const bySeq = (upTo: number) => [...stateAt(upTo).values()].sort((a, b) => a.seq - b.seq)
  const stateAt = (upTo: number) => new Map(frames.slice(0, upTo).map((row) => [row.seq, row]))
  const describeAt = (upTo: number) => {
    const last = bySeq(upTo).at(-1) ?? null
    return conversationUpTo(last?.seq ?? 0, { last_ver: upTo, last_message: last })
  }
  return {
    frames,
    end: frames.length,
    describeAt,
    all: bySeq,
    page: (upTo: number, size: number): History => {
      const all = bySeq(upTo)
      return { items: all.slice(-size), has_more: all.length > size }
    },
    /** Answers like the relay: rows in the order of `ver`, in their present state, one page at most. */
    sync: (ver: number, limit: number): Changes => ({
      items: bySeq(frames.length)
        .filter((row) => row.ver > ver)
        .sort((a, b) => a.ver - b.ver)
        .slice(0, limit),
      conversation: describeAt(frames.length),
      last_ver: frames.length,
      reset: false,
    }),
  }
}

/** Any sequence of events in a tab from its opening to its next sync, with `least` to `most` changes. */
const scenario = (most: number, least = 0) =>
  fc.record({
    /** A number below 500 is a new message. A higher one is an edit of an existing message. */
    changes: fc.array(fc.nat(999), { minLength: least, maxLength: most }),
    startAt: fc.nat(most),
    pageAfter: fc.nat(most),
    /** The frames that arrive, in their order. Some never arrive, and some arrive twice. */
    incoming: fc.array(fc.nat(most), { maxLength: 80 }),
    reopenAt: fc.option(fc.nat(80)),
  })
type Scenario = typeof scenario extends (...a: never[]) => fc.Arbitrary<infer S> ? S : never

/** A reader must never see a message before those written earlier. */
function expectNoHole(log: ConversationLog) {
  const shown = seqs(log)
  if (typeof shown === 'string') return
  expect(shown).toEqual(shown.map((_, i) => shown[0]! + i))
}

function expectConvergence({ changes, startAt, pageAfter, incoming, reopenAt }: Scenario) {
  const server = serverOf([0, ...changes])
  const start = Math.min(startAt, server.end)
  // The page is read after loading began, so it is at least as new as the cursor.
  const page = server.page(Math.min(server.end, start + pageAfter), 10)
  let log = startLoading(newLog(server.describeAt(start)))
  incoming.forEach((which, i) => {
    if (i === Math.floor(incoming.length / 2)) log = loadPage(log, page)
    if (i === reopenAt) log = loadPage(startLoading(unload(log)), server.page(server.end, 10))
    log = receive(log, [server.frames[which % server.end]!])
  })
  log = loadPage(log, page)

  let rounds = 0
  do {
    log = applyChanges(log, server.sync(log.ver, CHANGES_PAGE))
    expectNoHole(log)
  } while (isBehind(log) && rounds++ < server.end / CHANGES_PAGE)

  const truth = server.all(server.end)
  const shown = log.history.kind === 'loaded' ? log.history.messages : []
  expect(shown.length).toBeGreaterThan(0)
  expect(shown).toEqual(truth.slice(truth.length - shown.length))
  expect(log.history).toMatchObject({ hasEarlier: shown.length < truth.length, detached: [] })
  expect(log.conversation.last_message).toEqual(truth.at(-1))
  expect(log.ver).toBe(server.end)
}

describe('however frames are lost, doubled and reordered, the sync leads to the state of the server', () => {
  test('in one page', () => {
    fc.assert(fc.property(scenario(60), expectConvergence), { seed: 20261121, numRuns: 500 })
  })
  test('in several pages', () => {
    fc.assert(fc.property(scenario(700, 300), expectConvergence), {
      seed: 20261121,
      numRuns: 50,
      endOnFailure: true,
    })
  })
})

test('the event that a room has more messages counts them as unread, until the server counts', () => {
  const log = newLog(conversationUpTo(4, { unread: 1 }))
  const heard = withActivity(log, 9, Date.parse('2026-03-01T00:00:00.000Z'))
  expect(heard.conversation).toMatchObject({ last_seq: 9, unread: 6 })
  expect(heard.conversation.active_at).toBe('2026-03-01T00:00:00.000Z')
  expect(withActivity(heard, 9, 0)).toBe(heard)
  const counted = told(heard, conversationUpTo(9, { unread: 2 }))
  expect(counted.conversation).toMatchObject({ last_seq: 9, unread: 2 })
})
