// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Conversation } from '../../../wire/conversations.ts'
import { setStoresState, deleteStoresState } from '../../browser/stores.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Api } from '../../requests/http.ts'
import { createDrafts } from './drafts.ts'
import { ada, conversationUpTo } from '../../testing/fixtures.ts'
import { newLog } from '../log/conversation-log.ts'
import { createStore } from '../store/store.ts'

const create = (userId: string) => open(userId).drafts

/** Only the state of the person's stores is there. */
const expectNoDrafts = () => expect(Object.keys(localStorage)).toEqual(['parley-person:ada'])

function open(id: string) {
  setStoresState(id, 'here')
  const store = createStore({ ...ada, id })
  store.setLog('c1', newLog(conversationUpTo(0)))
  const call = vi.fn(async () => conversationUpTo(0)) as unknown as Api
  return { store, drafts: createDrafts(store, { call, adopt: () => undefined }) }
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a draft is stored in this browser within half a second', async () => {
  create('ada').set('c1', 'half a sent')
  await vi.advanceTimersByTimeAsync(500)
  expect(create('ada').get('c1')).toBe('half a sent')
})

test('leaving the page stores what was typed last', () => {
  create('ada').set('c1', 'last wor')
  window.dispatchEvent(new Event('pagehide'))
  expect(create('ada').get('c1')).toBe('last wor')
})

test('a person who is about to log out does not wait for the draft to be sent', async () => {
  setStoresState('ada', 'here')
  const store = createStore(ada)
  store.setLog('c1', newLog(conversationUpTo(0)))
  const call = vi.fn(async () => conversationUpTo(0))
  const drafts = createDrafts(store, { call: call as unknown as Api, adopt: () => undefined })
  drafts.set('c1', 'half a thought')
  drafts.flush()
  expect(call).toHaveBeenCalledExactlyOnceWith('PUT', '/api/conversations/c1/me', {
    draft: 'half a thought',
  })
})

test('an emptied draft is gone', async () => {
  const drafts = create('ada')
  drafts.set('c1', 'text')
  await vi.advanceTimersByTimeAsync(500)
  drafts.set('c1', '')
  expect(drafts.get('c1')).toBe('')
  await vi.advanceTimersByTimeAsync(3_000)
  expectNoDrafts()
})

test('a tab that is late stores no draft of a person who left', async () => {
  const { store, drafts } = open('ada')
  drafts.set('c1', 'late')
  deleteStoresState('ada')
  await vi.advanceTimersByTimeAsync(500)
  drafts.set('c1', 'later')
  store.stopped.emit({ forget: false })
  expect(localStorage).toHaveLength(0)
})

test('a log-out deletes the drafts of this person and of no other', () => {
  const other = open('ben')
  other.drafts.set('c1', 'of Ben')
  other.store.stopped.emit({ forget: false })
  const { store, drafts } = open('ada')
  drafts.set('c1', 'of Ada')
  store.stopped.emit({ forget: true })
  expect(create('ada').get('c1')).toBe('')
  expect(create('ben').get('c1')).toBe('of Ben')
})

describe('with the server', () => {
  function setUp() {
    const known = conversationUpTo(0)
    const store = createStore(ada)
    const keep = (one: Conversation) => store.setLog('c1', newLog(one))
    keep(known)
    const call = vi.fn(async (_: string, __: string, { draft }: { draft: string | null }) => {
      const updated_at = '2026-01-01T00:00:00.000Z'
      const me = { ...known.me, draft: draft === null ? null : { body: draft, updated_at } }
      return { ...known, me }
    })
    setStoresState('ada', 'here')
    const drafts = createDrafts(store, {
      call: call as unknown as Api,
      adopt: ([saved]) => keep(saved!),
    })
    const fromElsewhere = (body: string) => {
      const draft = { body, updated_at: '2026-01-02T00:00:00.000Z' }
      keep({ ...known, me: { ...known.me, draft } })
    }
    return { call, store, drafts, fromElsewhere }
  }

  test('a draft is sent once when the typing rests, and does not stay in this browser', async () => {
    const { call, drafts } = setUp()
    drafts.set('c1', 'half')
    await vi.advanceTimersByTimeAsync(1_000)
    drafts.set('c1', 'half a sent')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(call).toHaveBeenCalledExactlyOnceWith('PUT', '/api/conversations/c1/me', {
      draft: 'half a sent',
    })
    expect(drafts.get('c1')).toBe('half a sent')
    expectNoDrafts()
  })

  test('a draft from another device is taken over, unless a newer one is typed here', async () => {
    const { drafts, fromElsewhere } = setUp()
    drafts.set('c1', 'from here')
    fromElsewhere('from there')
    expect(drafts.get('c1')).toBe('from here')
    await vi.advanceTimersByTimeAsync(2_000)
    fromElsewhere('from there, later')
    expect(drafts.get('c1')).toBe('from there, later')
  })

  test('without a connection a draft stays here, and the next connection sends it', async () => {
    const { call, store, drafts } = setUp()
    call.mockRejectedValueOnce(new RequestError('network'))
    drafts.set('c1', 'offline')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(drafts.get('c1')).toBe('offline')
    store.caughtUp.emit()
    await vi.advanceTimersByTimeAsync(0)
    expect(call).toHaveBeenCalledTimes(2)
    expectNoDrafts()
  })

  test('looking away sends the draft at once', async () => {
    const { call, drafts } = setUp()
    drafts.set('c1', 'unfinish')
    window.dispatchEvent(new Event('blur'))
    await vi.advanceTimersByTimeAsync(0)
    expect(call).toHaveBeenCalledOnce()
  })

  test('the draft of a thread stays in this browser until it is emptied', async () => {
    const { call, drafts } = setUp()
    drafts.set('c1', 'an answer', 'root')
    drafts.set('c1', 'to all', null)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(call.mock.calls.map(([, , body]) => body.draft)).toEqual(['to all'])
    expect([drafts.get('c1', 'root'), drafts.get('c1')]).toEqual(['an answer', 'to all'])
    expect(create('ada').get('c1', 'root')).toBe('an answer')
    expect(create('ada').get('c1', 'another')).toBe('')
    drafts.set('c1', ' ', 'root')
    expect(drafts.get('c1', 'root')).toBe('')
    expectNoDrafts()
  })

  test('a draft that is too long or of an unknown conversation is not sent', async () => {
    const { call, store, drafts } = setUp()
    drafts.set('c1', 'x'.repeat(4_001))
    await vi.advanceTimersByTimeAsync(3_000)
    store.removeLogs(['c1'])
    drafts.set('unknown', 'hello')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(call).not.toHaveBeenCalled()
    expect(drafts.get('unknown')).toBe('hello')
  })
})

describe('in two tabs', () => {
  beforeEach(() => {
    vi.useRealTimers()
  })

  function twoTabs(id: string) {
    const here = open(id)
    const there = open(id)
    const shown: string[] = []
    there.drafts.follow('c1', null, (body) => shown.push(body))
    const end = () => {
      for (const { store } of [here, there]) store.stopped.emit({ forget: true })
    }
    return { here: here.drafts, there: there.drafts, shown, end, store: there.store }
  }

  test('a draft that is sent in one is empty in the other', async () => {
    const { here, there, shown, end } = twoTabs('two-tabs')
    here.set('c1', 'hello')
    await vi.waitFor(() => expect(shown).toEqual(['hello']))
    here.set('c1', '')
    await vi.waitFor(() => expect(shown).toEqual(['hello', '']))
    expect(there.get('c1')).toBe('')
    end()
  })

  test('a text that nobody typed is shown in both', async () => {
    const { here, shown, end } = twoTabs('two-tabs-put')
    const shownHere: string[] = []
    here.follow('c1', null, (body) => shownHere.push(body))
    here.put('c1', 'back again', null)
    expect([shownHere, here.get('c1')]).toEqual([['back again'], 'back again'])
    await vi.waitFor(() => expect(shown).toEqual(['back again']))
    end()
  })

  test('what was typed in the other stays, also in a thread', async () => {
    const { here, there, shown, end } = twoTabs('two-tabs-typing')
    const inThread: string[] = []
    there.follow('c1', 'root', (body) => inThread.push(body))
    there.set('c1', 'of the other tab')
    await vi.waitFor(() => expect(here.get('c1')).toBe('of the other tab'))
    here.set('c1', 'of this tab')
    there.set('c1', 'of the other tab, and more')
    here.set('c1', 'answer', 'root')
    here.set('c1', '', 'root')
    await vi.waitFor(() => expect(inThread).toEqual(['answer', '']))
    expect(there.get('c1')).toBe('of the other tab, and more')
    expect(shown).toEqual([])
    end()
  })

  test('a draft that another device sends is empty here', () => {
    const { store, shown, end } = twoTabs('two-devices')
    const known = store.model.logs.get('c1')!
    const draft = { body: 'from there', updated_at: '2026-01-02T00:00:00.000Z' }
    for (const next of [draft, null]) {
      const me = { ...known.conversation.me, draft: next }
      store.setLog('c1', { ...known, conversation: { ...known.conversation, me } })
      store.logsChanged.emit(['c1'])
    }
    expect(shown).toEqual(['from there', ''])
    end()
  })
})

test('a cleared storage keeps a draft in the memory of its tab', async () => {
  const { drafts } = open('ada')
  drafts.set('c1', 'half')
  localStorage.clear()
  await vi.advanceTimersByTimeAsync(500)
  expect(drafts.get('c1')).toBe('half')
})

test('a draft of a thread that was stored outlives a cleared storage, until it is sent', async () => {
  const { drafts } = open('ada')
  drafts.set('c1', 'half an answer', 'm1')
  await vi.advanceTimersByTimeAsync(500)
  localStorage.clear()
  expect(drafts.get('c1', 'm1')).toBe('half an answer')
  drafts.set('c1', '', 'm1')
  expect(drafts.get('c1', 'm1')).toBe('')
})

test('a draft of a thread that another tab sent is gone, also for a tab that did not hear of it', async () => {
  const { drafts } = open('ada')
  drafts.set('c1', 'half an answer', 'm1')
  await vi.advanceTimersByTimeAsync(500)
  const keys = Object.keys(localStorage).filter((key) => key.includes('m1'))
  expect(keys).toHaveLength(1)
  localStorage.removeItem(keys[0]!)
  expect(drafts.get('c1', 'm1')).toBe('')
})
