// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLeader } from './leader.ts'

afterEach(() => vi.unstubAllGlobals())

test('without Web Locks, as in a page that is not secure, every tab sends', () => {
  vi.stubGlobal('navigator', {})
  const tabs = [createLeader('ada', () => true), createLeader('ada', () => true)]
  const leads = tabs.map((tab) => {
    const told = vi.fn<(isLeader: boolean) => void>()
    tab.onLead(told)
    return told
  })
  for (const told of leads) expect(told.mock.calls).toEqual([[true]])
  for (const tab of tabs) tab.stop()
})

describe('with Web Locks', () => {
  /** A browser gives the lock in turn. A frozen tab hears nothing, and keeps its lock. */
  function openBrowser() {
    const channels = new Set<EventTarget & { isFrozen: boolean }>()
    let waiting: (() => Promise<unknown>)[] = []
    let isTaken = false
    let gives = true
    const serve = async () => {
      const next = gives && !isTaken ? waiting.shift() : undefined
      if (next === undefined) return
      isTaken = true
      await next()
      isTaken = false
      void serve()
    }
    const request = (name: string, _: object, work: () => Promise<unknown>) =>
      new Promise<void>((resolve) => {
        // What an earlier test left open may want another lock.
        if (!name.includes('outbox')) return
        waiting = [...waiting, async () => resolve((await work()) as undefined)]
        void serve()
      })
    vi.stubGlobal('navigator', { locks: { request } })
    let opened: (EventTarget & { isFrozen: boolean }) | undefined
    vi.stubGlobal(
      'BroadcastChannel',
      class extends EventTarget {
        isFrozen = false
        constructor() {
          super()
          channels.add(this)
          // oxlint-disable-next-line unicorn/no-this-assignment, typescript/no-this-alias -- the test freezes its tab
          opened = this
        }
        postMessage(data: unknown) {
          for (const one of channels) {
            if (one !== this && !one.isFrozen)
              one.dispatchEvent(Object.assign(new Event('message'), { data }))
          }
        }
        close = () => channels.delete(this)
      },
    )
    return {
      giveNoLock: () => (gives = false),
      async openTab(begins = () => {}) {
        let isOnline = true
        const leader = createLeader('ada', () => isOnline)
        const channel = opened!
        let leads = false
        const turns: boolean[] = []
        leader.onLead((now) => {
          turns.push((leads = now))
          if (now) begins()
        })
        await vi.dynamicImportSettled()
        return { leader, channel, turns, leads: () => leads, goOffline: () => (isOnline = false) }
      },
    }
  }
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const look = (state: DocumentVisibilityState) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
  }
  beforeEach(() => {
    vi.useFakeTimers()
    let calls = 0
    vi.spyOn(Math, 'random').mockImplementation(() => (calls++ % 10) / 10)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  test('one tab leads for as long as it is there, then the next', async () => {
    const { openTab } = openBrowser()
    const [one, two] = [await openTab(), await openTab()]
    await pass(120_000)
    expect([one.turns, two.turns]).toEqual([[true], []])
    one.leader.stop()
    await pass(0)
    expect(two.turns).toEqual([true])
    two.leader.stop()
  })

  test('a tab that the browser froze while it led is stood in for, until it is back', async () => {
    const { openTab } = openBrowser()
    const frozen = await openTab()
    await pass(0)
    frozen.channel.isFrozen = true
    const [one, two] = [await openTab(), await openTab()]
    await pass(200_000)
    expect([one.leads(), two.leads()].filter(Boolean)).toEqual([true])
    frozen.channel.isFrozen = false
    look('visible')
    await pass(0)
    expect([frozen.leads(), one.leads(), two.leads()]).toEqual([true, false, false])
    for (const tab of [frozen, one, two]) tab.leader.stop()
  })

  test('a tab that freezes later is stood in for as well', async () => {
    const { openTab } = openBrowser()
    const [first, other] = [await openTab(), await openTab()]
    await pass(10_000)
    first.channel.isFrozen = true
    await pass(66_000)
    expect(other.turns).toEqual([true])
    for (const tab of [first, other]) tab.leader.stop()
  })

  test('a browser that never gives the lock sends all the same', async () => {
    const { openTab, giveNoLock } = openBrowser()
    giveNoLock()
    const tab = await openTab()
    await pass(2_999)
    expect(tab.turns).toEqual([])
    await pass(1)
    expect(tab.turns).toEqual([true])
    tab.leader.stop()
  })

  /** Another tab, of which only the words count. */
  function listen() {
    const channel = new BroadcastChannel('a name')
    const heard: string[] = []
    channel.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) => {
      heard.push(data.kind)
    })
    const say = (kind: string, rank?: number) => channel.postMessage({ kind, rank })
    return { heard, say }
  }

  test('the tab with the lock says so, and leads on, whoever says that they lead', async () => {
    const { openTab } = openBrowser()
    const { heard, say } = listen()
    const tab = await openTab()
    await pass(0)
    expect(heard).toContain('leading')
    heard.length = 0
    say('leading')
    expect([tab.turns, heard]).toEqual([[true], ['leading']])
    tab.leader.stop()
  })

  test('a tab that gave the lock away answers for it no more', async () => {
    const { openTab } = openBrowser()
    const [one, two] = [await openTab(), await openTab()]
    await pass(0)
    look('hidden')
    await pass(0)
    expect([one.turns, two.turns]).toEqual([[true, false], [true]])
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
    const { heard, say } = listen()
    say('leading')
    expect(heard).toEqual(['leading'])
    for (const tab of [one, two]) tab.leader.stop()
  })

  test.each(['who_leads', 'leading'])(
    'a hidden tab with the lock gives it up when another tab says %s',
    async (word) => {
      const { openTab } = openBrowser()
      const [one, two] = [await openTab(), await openTab()]
      await pass(0)
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
      listen().say(word)
      await pass(0)
      expect([one.turns, two.turns]).toEqual([[true, false], [true]])
      for (const tab of [one, two]) tab.leader.stop()
    },
  )

  test('a visible tab that lost its connection leads on, until one that has its own asks', async () => {
    const { openTab } = openBrowser()
    const [one, two] = [await openTab(), await openTab()]
    await pass(0)
    one.goOffline()
    await pass(10_000)
    expect([one.turns, two.turns]).toEqual([[true], []])
    two.leader.askToLead()
    await pass(0)
    expect([one.turns, two.turns]).toEqual([[true, false], [true]])
    one.leader.askToLead()
    await pass(0)
    expect(two.leads()).toBe(true)
    for (const tab of [one, two]) tab.leader.stop()
  })

  test('of two hidden tabs, the one with the lock keeps it, whatever the other one says', async () => {
    const { openTab } = openBrowser()
    look('hidden')
    const [one, two] = [await openTab(), await openTab()]
    await pass(0)
    for (let n = 0; n < 3; n += 1) {
      two.leader.tell({ kind: 'changed' })
      two.leader.askToLead()
      await pass(0)
    }
    expect([one.turns, two.turns]).toEqual([[true], []])
    one.goOffline()
    two.leader.askToLead()
    await pass(0)
    expect([one.turns, two.turns]).toEqual([[true, false], [true]])
    for (const tab of [one, two]) tab.leader.stop()
  })

  test('a hidden tab with a connection keeps the lock from a visible tab that has none', async () => {
    const { openTab } = openBrowser()
    const [one, two] = [await openTab(), await openTab()]
    await pass(0)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    const { heard, say } = listen()
    say('who_leads', 1)
    await pass(0)
    expect([one.turns, two.turns, heard]).toEqual([[true], [], ['leading']])
    for (const tab of [one, two]) tab.leader.stop()
  })

  test('a tab that stands in without a connection steps back for a visible one that has its own', async () => {
    const { openTab, giveNoLock } = openBrowser()
    giveNoLock()
    const one = await openTab()
    await pass(3_000)
    one.goOffline()
    listen().say('who_leads')
    expect(one.turns).toEqual([true])
    const two = await openTab()
    expect(one.turns).toEqual([true, false])
    // It may ask for each of its messages, and is not put off by that.
    for (let second = 0; second < 7; second += 1) {
      two.leader.askToLead()
      await pass(1_000)
    }
    expect([one.leads(), two.leads()]).toEqual([false, true])
    for (const tab of [one, two]) tab.leader.stop()
  })

  test('a browser that answers and never gives the lock sends all the same, and is not asked on', async () => {
    const request = vi.fn(async () => undefined)
    const { openTab } = openBrowser()
    vi.stubGlobal('navigator', { locks: { request } })
    const tab = await openTab()
    await pass(0)
    expect(tab.turns).toEqual([true])
    expect(request).toHaveBeenCalledOnce()
    tab.leader.stop()
  })

  test('the lead passes those who cannot send until it comes to the one that can', async () => {
    const { openTab } = openBrowser()
    // A tab that begins to lead without a connection says so, and whoever has one asks.
    let ask = () => {}
    const others = [await openTab(), await openTab(() => ask()), await openTab(() => ask())]
    const able = await openTab()
    await pass(0)
    for (const tab of others) tab.goOffline()
    ask = () => able.leader.askToLead()
    ask()
    await pass(0)
    expect(able.leads()).toBe(true)
    expect(others.map(({ leads }) => leads())).toEqual([false, false, false])
    for (const tab of [...others, able]) tab.leader.stop()
  })

  test('a hidden tab stands in for nobody until it is shown', async () => {
    const { openTab, giveNoLock } = openBrowser()
    giveNoLock()
    look('hidden')
    const tab = await openTab()
    await pass(60_000)
    expect(tab.turns).toEqual([])
    look('visible')
    await pass(3_000)
    expect(tab.turns).toEqual([true])
    tab.leader.stop()
  })

  test('what tabs say of the lead is no news of the outbox', async () => {
    const { openTab } = openBrowser()
    const tab = await openTab()
    const news = vi.fn()
    tab.leader.onNews(news)
    const { say } = listen()
    for (const kind of ['who_leads', 'leading', 'changed']) say(kind)
    expect(news).toHaveBeenCalledExactlyOnceWith({ kind: 'changed' })
    tab.leader.stop()
  })

  test('a stopped tab leads no more, and asks nobody', async () => {
    const { openTab, giveNoLock } = openBrowser()
    giveNoLock()
    const tab = await openTab()
    tab.leader.stop()
    expect(vi.getTimerCount()).toBe(0)
    await pass(60_000)
    expect(tab.turns).toEqual([])
  })
})
