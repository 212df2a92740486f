import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { createOutbox } from './outbox.ts'
import { createOutboxStore } from './outbox-store.ts'
import type { Leader } from './leader.ts'
import type { OutboxNews } from './outbox-news.ts'
import { RequestError } from '../../requests/request-error.ts'

beforeEach(() => {
  // setImmediate stays real, because the database uses it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.setSystemTime('2026-01-10T12:00:00Z')
  vi.stubGlobal('indexedDB', new IDBFactory())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The tabs of one browser: all but the first wait for their turn to send. */
function createBrowser() {
  const listeners = new Set<(news: OutboxNews) => void>()
  const queue: ((isLeader: boolean) => void)[] = []
  let asked = 0
  return {
    asked: () => asked,
    tab(): Leader & { close(): void } {
      let mine: (news: OutboxNews) => void = () => undefined
      let turn: (isLeader: boolean) => void = () => undefined
      return {
        tell: (news) => listeners.forEach((one) => one !== mine && one(news)),
        askToLead() {
          if (queue[0] !== turn) asked++
        },
        onNews: (listener) => listeners.add((mine = listener)),
        onLead(listener) {
          turn = listener
          queue.push(listener)
          if (queue.length === 1) listener(true)
        },
        stop: () => undefined,
        close() {
          listeners.delete(mine)
          const wasFirst = queue[0] === turn
          queue.splice(queue.indexOf(turn), 1)
          if (wasFirst) queue[0]?.(true)
        },
      }
    },
  }
}

function openTab(leader: Leader, database: Promise<Database> = openDatabase('ada')) {
  const relay = fakeLink()
  const stored: Message[] = []
  const store = createStore(ada)
  const outbox = createOutbox(store, {
    entries: createOutboxStore(() => database),
    leader,
    link: relay.link,
    onStored: (message) => stored.push(message),
  })
  const pending = () => store.model.pending
  const states = () => pending().map(({ body, state }) => `${body} ${state.kind}`)
  const sent = () => relay.askedFor('message:send').map(({ body }) => body)
  const write = (body: string, conversation_id = 'c1') =>
    outbox.add({ conversation_id, body, reply_to: null })
  return { relay, store, outbox, stored, states, sent, write, pending }
}

let seq = 0
/** The relay answers with the message as it stored it. */
const accept = ({ client_id, body }: Pick<Message, 'client_id' | 'body'>): Message => {
  seq++
  return message(seq, {
    client_id,
    body,
    sender_id: ada.id,
    created_at: '2026-01-10T12:00:00.000Z',
  })
}

/** Lets the database work. Almost no faked time passes. */
const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 1 })

describe('one tab', () => {
  const setUp = () => openTab(createBrowser().tab())

  test('a message is shown at once, stored in this browser, and sent when the connection is back', async () => {
    const tab = setUp()
    const written = tab.write('hello')
    expect(tab.states()).toEqual(['hello waiting'])
    await written
    expect(tab.sent()).toEqual([])
    tab.relay.on('message:send', accept)
    tab.store.caughtUp.emit()
    await until(() => tab.states().length === 0)
    expect(tab.stored).toMatchObject([{ body: 'hello', sender_id: 'ada', kind: 'text' }])
  })

  test('the wish for no preview goes with its message alone', async () => {
    const tab = setUp()
    tab.relay.on('message:send', accept)
    tab.store.caughtUp.emit()
    const bare = { conversation_id: 'c2', body: 'bare', reply_to: null, thread_root: null }
    await tab.outbox.add({ ...bare, preview: false })
    await tab.write('plain')
    await until(() => tab.states().length === 0)
    const asked = tab.relay.askedFor('message:send')
    expect(asked.map(({ body, preview }) => [body, preview])).toEqual([
      ['bare', false],
      ['plain', undefined],
    ])
  })

  test('one message per conversation is in flight, in the order of writing', async () => {
    const tab = setUp()
    const acks: (() => void)[] = []
    tab.relay.on('message:send', (draft) => {
      const answer = accept(draft)
      return new Promise((resolve) => acks.push(() => resolve(answer)))
    })
    await Promise.all([tab.write('a1'), tab.write('a2'), tab.write('b1', 'c2')])
    tab.store.caughtUp.emit()
    expect(tab.sent()).toEqual(['a1', 'b1'])
    expect(tab.states()).toEqual(['a1 sending', 'a2 waiting', 'b1 sending'])
    acks[0]!()
    await until(() => tab.sent().length === 3)
    expect(tab.sent()[2]).toBe('a2')
  })

  test('without an ack the same message is sent again, and later ones wait', async () => {
    const tab = setUp()
    await Promise.all([tab.write('one'), tab.write('two')])
    tab.store.caughtUp.emit()
    await vi.advanceTimersByTimeAsync(1_000)
    await until(() => tab.sent().length === 2)
    expect(tab.sent()).toEqual(['one', 'one'])
    const [first, second] = tab.relay.askedFor('message:send')
    expect(second?.client_id).toBe(first?.client_id)
    tab.relay.on('message:send', accept)
    await vi.advanceTimersByTimeAsync(1_000)
    await until(() => tab.stored.length === 2)
    expect(tab.stored.map(({ body }) => body)).toEqual(['one', 'two'])
  })

  test('a message that was just stored is not sent again', async () => {
    const leader = createBrowser().tab()
    const tab = openTab(leader)
    tab.relay.on('message:send', accept)
    // Another event in this tab may look for more messages to send at any moment.
    leader.tell = () => tab.store.caughtUp.emit()
    await Promise.all([tab.write('one'), tab.write('two')])
    await until(() => tab.stored.length === 2 && tab.states().length === 0)
    expect(tab.sent()).toEqual(['one', 'two'])
  })

  test('a message that is refused for good is marked as failed and delays no other', async () => {
    const tab = setUp()
    tab.relay.on('message:send', (message) => {
      if (message.body === 'bad') throw new RequestError('forbidden')
      return accept(message)
    })
    await Promise.all([tab.write('bad'), tab.write('good')])
    tab.store.caughtUp.emit()
    await until(() => tab.stored.length === 1)
    await until(() => tab.states().length === 1)
    expect(tab.pending()).toMatchObject([
      { body: 'bad', state: { kind: 'failed', code: 'forbidden' } },
    ])
  })

  test('a failed message is sent again on demand, or discarded', async () => {
    const tab = setUp()
    tab.relay.on('message:send', () => {
      throw new RequestError('forbidden')
    })
    await Promise.all([tab.write('one'), tab.write('two', 'c2')])
    tab.store.caughtUp.emit()
    await until(() => tab.pending().filter(({ state }) => state.kind === 'failed').length === 2)
    tab.relay.on('message:send', accept)
    const [one, two] = tab.pending()
    await tab.outbox.retry(one!.client_id)
    await tab.outbox.discard(two!.client_id)
    await until(() => tab.states().length === 0)
    expect(tab.stored.map(({ body }) => body)).toEqual(['one'])
  })

  test('a delay that the relay named also holds over a new connection', async () => {
    const tab = setUp()
    tab.relay.on('message:send', () => {
      throw new RequestError('rate_limited', { retryAfter: 30 })
    })
    await tab.write('one')
    tab.store.caughtUp.emit()
    await vi.advanceTimersByTimeAsync(10_000)
    tab.store.disconnected.emit()
    tab.store.caughtUp.emit()
    await vi.advanceTimersByTimeAsync(19_000)
    expect(tab.sent()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_000)
    await until(() => tab.sent().length === 2)
  })

  test('a message that breaks the relay five times is given up', async () => {
    const tab = setUp()
    tab.relay.on('message:send', () => {
      throw new RequestError('internal')
    })
    await tab.write('poison')
    tab.store.caughtUp.emit()
    for (let time = 1; time <= 5; time++) {
      await until(() => tab.sent().length === time)
      await vi.advanceTimersByTimeAsync(1_000)
    }
    await until(() => tab.states()[0] === 'poison failed')
    expect(tab.sent()).toHaveLength(5)
  })

  test('a paused outbox sends nothing', async () => {
    const tab = setUp()
    tab.store.caughtUp.emit()
    tab.store.disconnected.emit()
    await tab.write('one')
    expect(tab.sent()).toEqual([])
  })
})

describe('over time and tabs', () => {
  test('after closing and opening again the queue is sent once, in order', async () => {
    const browser = createBrowser()
    const before = browser.tab()
    const closed = openTab(before)
    await Promise.all(['1', '2', '3'].map((body) => closed.write(body)))
    before.close()

    const tab = openTab(browser.tab())
    tab.relay.on('message:send', accept)
    tab.store.caughtUp.emit()
    await until(() => tab.stored.length === 3)
    expect(tab.sent()).toEqual(['1', '2', '3'])
  })

  test('after a day the outbox asks first, and sends when it is confirmed', async () => {
    const browser = createBrowser()
    const tab = openTab(browser.tab())
    await tab.write('old')
    vi.setSystemTime('2026-01-11T12:00:01Z')
    tab.relay.on('message:send', accept)
    await tab.write('new')
    tab.store.caughtUp.emit()
    await until(() => tab.states().length === 1)
    expect(tab.states()).toEqual(['old stale'])
    expect(tab.sent()).toEqual(['new'])
    await tab.outbox.retry(tab.pending()[0]!.client_id)
    await until(() => tab.stored.length === 2)
  })

  test('a message that grew old while the connection was gone says so when it is back', async () => {
    const tab = openTab(createBrowser().tab())
    await tab.write('old')
    vi.setSystemTime('2026-01-11T12:00:01Z')
    expect(tab.states()).toEqual(['old waiting'])
    tab.store.caughtUp.emit()
    expect(tab.states()).toEqual(['old stale'])
    expect(tab.sent()).toEqual([])
  })

  test('one tab sends for both, and both show the outcome', async () => {
    const browser = createBrowser()
    const sender = openTab(browser.tab())
    const other = openTab(browser.tab())
    let ack = () => {}
    sender.relay.on('message:send', (draft) => {
      const answer = accept(draft)
      return new Promise((resolve) => (ack = () => resolve(answer)))
    })
    sender.store.caughtUp.emit()
    other.store.caughtUp.emit()
    await other.write('hello')
    await until(() => other.states()[0] === 'hello sending')
    await until(() => sender.states()[0] === 'hello sending')
    ack()
    await until(() => other.states().length === 0 && sender.states().length === 0)
    expect(other.stored.map(({ body }) => body)).toEqual(['hello'])
    expect(other.sent()).toEqual([])
  })

  test('when the sending tab loses its connection, one that has its own asks to send', async () => {
    const browser = createBrowser()
    const sender = openTab(browser.tab())
    const other = openTab(browser.tab())
    sender.store.caughtUp.emit()
    other.store.caughtUp.emit()
    const asked = browser.asked()
    sender.relay.state.isOpen = false
    sender.store.disconnected.emit()
    await until(() => browser.asked() > asked)
    expect(sender.sent()).toEqual([])
  })

  test('a tab asks to send once for a connection, and then only for what waits', async () => {
    const browser = createBrowser()
    const sender = openTab(browser.tab())
    const other = openTab(browser.tab())
    sender.store.caughtUp.emit()
    other.store.caughtUp.emit()
    expect(browser.asked()).toBe(1)
    sender.relay.on('message:send', () => {
      throw new RequestError('forbidden')
    })
    await sender.write('refused')
    await until(() => other.states()[0] === 'refused failed')
    const asked = browser.asked()
    await sender.outbox.discard(sender.pending()[0]!.client_id)
    await until(() => other.states().length === 0)
    expect(browser.asked()).toBe(asked)
    sender.store.disconnected.emit()
    await other.write('waits')
    expect(browser.asked()).toBeGreaterThan(asked + 1)
  })

  test('when the sending tab closes, the next takes over', async () => {
    const browser = createBrowser()
    const first = browser.tab()
    const sender = openTab(first)
    const other = openTab(browser.tab())
    other.relay.on('message:send', accept)
    other.store.caughtUp.emit()
    await sender.write('still unsent')
    expect(other.sent()).toEqual([])
    first.close()
    await until(() => other.stored.length === 1)
  })
})
