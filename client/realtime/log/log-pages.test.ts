import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { History } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import {
  applyChanges,
  CHANGES_PAGE,
  isBehind,
  newLog,
  receive,
  type ConversationLog,
} from './conversation-log.ts'
import { conversationUpTo, message, messages } from '../../testing/fixtures.ts'
import { updateLoaded } from './history-state.ts'
import { closed, endJump, loadPage, showAtOnce, startJump, startLoading } from './log-pages.ts'
import { append, prepend, trimmed, trimmedEnd } from './loaded-messages.ts'

const SIZE = 6

/**
 * A conversation on the server, as a person sees it who joined after the seq `joined`. `change` makes a change from a
 * number.
 */
function createServer(joined: number) {
  const rows = new Map<number, Message>()
  const frames: Message[] = []
  const visible = () => [...rows.values()].filter(({ seq }) => seq > joined)
  const page = (items: Message[], all: Message[]): History => ({
    items,
    has_more: items.length > 0 && items[0] !== all[0],
    has_later: items.length > 0 && items.at(-1) !== all.at(-1),
  })
  const change = (what: number) => {
    const ver = frames.length + 1
    const old = what % 5 > 1 ? undefined : rows.get((what % (rows.size || 1)) + 1)
    const row =
      old === undefined
        ? message(rows.size + 1, { ver })
        : what % 5 === 1
          ? { ...old, ver, body: `edited at ${ver}` }
          : { ...old, ver, body: '', deleted_at: old.created_at }
    rows.set(row.seq, row)
    frames.push(row)
  }
  for (let i = 0; i < joined + 2 * SIZE; i++) change(2)
  const describe = () => {
    const last = visible().at(-1) ?? null
    return conversationUpTo(rows.size, { last_ver: frames.length, last_message: last })
  }
  return {
    change,
    visible,
    describe,
    /** The person never sees messages from before they joined. */
    frame: (which: number) => {
      const frame = frames[which % frames.length]!
      return frame.seq > joined ? [frame] : []
    },
    newest: () => page(visible().slice(-SIZE), visible()),
    around(seq: number) {
      const at = visible().findIndex((one) => one.seq >= seq)
      const from = Math.max(0, at - SIZE / 2)
      return page(visible().slice(from, from + SIZE), visible())
    },
    before: (seq: number) =>
      page(
        visible()
          .filter((one) => one.seq < seq)
          .slice(-SIZE),
        visible(),
      ),
    after(seq: number): History {
      const all = visible().filter((one) => one.seq > seq)
      return { items: all.slice(0, SIZE), has_more: all.length > SIZE }
    },
    sync: (log: ConversationLog): ConversationLog =>
      applyChanges(log, {
        items: visible()
          .filter(({ ver }) => ver > log.ver)
          .sort((a, b) => a.ver - b.ver)
          .slice(0, CHANGES_PAGE),
        conversation: describe(),
        last_ver: frames.length,
        reset: false,
      }),
  }
}

const loadedOf = (log: ConversationLog) => (log.history.kind === 'loaded' ? log.history : null)

const action = fc.record({
  kind: fc.constantFrom(
    ...([
      'change',
      'change',
      'frame',
      'frame',
      'frame',
      'sync',
      'earlier',
      'later',
      'later',
    ] as const),
    ...(['jump', 'latest', 'answer', 'answer', 'answer', 'front', 'end', 'end', 'own'] as const),
  ),
  n: fc.nat(200),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

/** A reader who turns pages and jumps while others write, and frames are lost, doubled and late. */
function wander(joined: number, actions: readonly Action[]) {
  const server = createServer(joined)
  let log = loadPage(startLoading(newLog(server.describe())), server.newest())
  let pending: ((log: ConversationLog) => ConversationLog)[] = []
  /**
   * The pages that are on their way. As in the view, there is at most one in each direction, also after the messages
   * beside it are unloaded.
   */
  const asked = new Set<string>()
  const act = ({ kind, n }: Action) => {
    const loaded = loadedOf(log)
    const first = loaded?.messages[0]?.seq
    const last = loaded?.messages.at(-1)?.seq
    if (kind === 'change') server.change(n)
    // Three of four frames are the next one, or near to it.
    if (kind === 'frame') log = receive(log, server.frame(n % 4 > 0 ? log.ver + (n % 4) - 1 : n))
    if (kind === 'own') for (const one of server.frame(n)) log = showAtOnce(log, one)
    if (kind === 'sync') log = server.sync(log)
    if (kind === 'front') log = updateLoaded(log, (now) => trimmed(now, SIZE))
    if (kind === 'end') log = updateLoaded(log, (now) => trimmedEnd(now, SIZE))
    if (kind === 'earlier' && loaded?.hasEarlier && !asked.has(kind)) {
      log = updateLoaded(log, (now) => ({ ...now, fetchingEarlier: true }))
      const page = server.before(first!)
      asked.add(kind)
      pending.push((then) => {
        asked.delete(kind)
        return updateLoaded(then, (now) => prepend(now, first!, page))
      })
    }
    if (kind === 'later' && loaded?.hasLater && !asked.has(kind)) {
      log = updateLoaded(log, (now) => ({ ...now, fetchingLater: true }))
      const page = server.after(last!)
      asked.add(kind)
      pending.push((then) => {
        asked.delete(kind)
        return updateLoaded(then, (now) => append(now, last!, page))
      })
    }
    if ((kind === 'jump' || kind === 'latest') && log.jump === null) {
      log = startJump(log)
      const seqs = server.visible().map(({ seq }) => seq)
      const page =
        kind === 'latest' ? server.newest() : server.around(seqs[n % seqs.length] ?? joined)
      pending.push((then) =>
        endJump(then, { ...page, has_later: kind === 'jump' && page.has_later! }),
      )
    }
    if (kind === 'answer') log = pending.shift()?.(log) ?? log
  }
  actions.forEach(act)
  for (const arrive of pending) log = arrive(log)
  pending = []
  log = server.sync(log)
  expect(isBehind(log)).toBe(false)
  for (let last = loadedOf(log)!; last.hasLater; last = loadedOf(log)!) {
    const { seq } = last.messages.at(-1)!
    log = updateLoaded(log, (now) =>
      append({ ...now, fetchingLater: true }, seq, server.after(seq)),
    )
  }
  const shown = loadedOf(log)!.messages
  const truth = server.visible()
  expect(shown.length).toBeGreaterThan(0)
  expect(shown).toEqual(truth.slice(truth.length - shown.length))
  expect(loadedOf(log)).toMatchObject({ hasEarlier: shown.length < truth.length, detached: [] })
}

test('wherever a reader pages and jumps, and however frames come, the end is the state of the server', () => {
  fc.assert(fc.property(fc.nat(8), fc.array(action, { maxLength: 120, size: 'max' }), wander), {
    seed: 20261121,
    numRuns: 1_000,
  })
})

test('after a jump far back, new messages move the list and not the loaded messages', () => {
  const start = loadPage(startLoading(newLog(conversationUpTo(90))), {
    items: messages(41, 90),
    has_more: true,
  })
  const page = { items: messages(5, 14), has_more: true, has_later: true }
  const there = receive(endJump(startJump(start), page), [message(91)])
  expect(loadedOf(there)?.messages.map(({ seq }) => seq)).toEqual(messages(5, 14).map((m) => m.seq))
  expect(there).toMatchObject({ ver: 91, conversation: { last_seq: 91 } })
  // The next visit must not take these messages for the newest page.
  expect(closed(there).history.kind).toBe('none')
})

test('after a reset the page of an earlier jump is not taken', () => {
  const start = startJump(newLog(conversationUpTo(90)))
  const restored = {
    items: messages(1, 3),
    conversation: conversationUpTo(3),
    last_ver: 3,
    reset: true,
  }
  const log = endJump(applyChanges(start, restored), { items: messages(5, 14), has_more: true })
  expect(loadedOf(log)?.messages).toHaveLength(3)
})
