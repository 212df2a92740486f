import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { App } from '../../server/http/types.ts'
import { openPair, post, seedHistory, view, type TestPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { openInstallation, type Opened } from '../nodes/installation.ts'
import type { TestPerson, TestRelay } from '../relay.ts'
import type { FaultyNetwork } from './network.ts'
import { openPage, type TestPage } from './page.ts'
import { converge, storedMessages, watchScreen } from './screens.ts'

/** The cases of "What must hold under faults", the list at the end of docs/protocol.md. Case 9 has tests of its own. */
describe.each(['one relay', 'three relays'] as const)('%s', (way) => {
  let installation: Opened
  let relay: TestRelay
  let network: FaultyNetwork
  let pair: TestPair
  let pages: TestPage[]
  beforeAll(async () => {
    installation = await openInstallation(way)
    ;({ relay, network } = installation)
  })
  afterAll(() => installation.close())
  beforeEach(async () => {
    pages = []
    pair = await openPair(relay)
  })
  afterEach(async () => {
    network.heal()
    await Promise.all(pages.map((page) => page.close()))
  })

  const isOnline = ({ messenger }: TestPage) => messenger.getState().connection.kind === 'online'
  async function open(person: TestPerson): Promise<TestPage> {
    const page = await openPage(person, network)
    pages.push(page)
    page.messenger.timeline.open(pair.id)
    const isReady = () => page.timeline(pair.id)?.status === 'ready' && isOnline(page)
    await eventually('the conversation is on the screen', isReady)
    return page
  }
  const shows = (page: TestPage, body: string) =>
    page.shown(pair.id).some((message) => message.body === body)
  const numbered = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${name} ${n + 1}`)
  const conversationOn = (page: TestPage) =>
    page.messenger.getState().conversations.items.find(({ id }) => id === pair.id)

  describe('1. the ack is lost', () => {
    let secondNode: App
    beforeAll(async () => {
      secondNode = await buildApp(readConfig({ ...relay.env, PORT: '0' }))
      await secondNode.listen({ port: 0, host: '127.0.0.1' })
    })
    afterAll(() => secondNode.close())

    test('three times, then the page uses another node, then it retries a day later: one row, one seq', async () => {
      const adas = await open(pair.ada)
      const sights = watchScreen(adas, pair.id)
      let tries = 0
      network.loses = ({ direction, text }) => {
        if (direction === 'to the relay' && text.includes('"message:send"')) tries++
        return direction === 'to the page' && text.startsWith('43')
      }
      await adas.messenger.outbox.send(pair.id, 'again and again')
      await eventually('it was tried three times', () => tries >= 3)
      network.loses = () => false
      const home = network.targets
      network.targets = [(secondNode.server.address() as { port: number }).port]
      network.cut()
      await converge(relay.sql, [adas], pair.id)
      network.targets = home

      const [stored, ...more] = await storedMessages(relay.sql, pair.id)
      expect(more).toEqual([])
      await relay.sql`update messages set created_at = created_at - interval '1 day'`
      const late = await post(pair.ada, pair.id, 'again and again', stored!.client_id)
      expect(late).toMatchObject({ id: stored!.id, seq: 1 })
      expect(sights).toEqual([])
    })
  })

  test('2. fifty sends at once with one transaction stalled: nobody sees n+1 before n', async () => {
    const [adas, bens] = [await open(pair.ada), await open(pair.ben)]
    const sights = [adas, bens].map((page) => watchScreen(page, pair.id))
    const holder = await relay.sql.reserve()
    await holder`begin`
    await holder`select from conversations where id = ${pair.id} for update`
    const sends = numbered('stalled', 25)
    await Promise.all(
      sends.flatMap((body) =>
        [adas, bens].map((page) => page.messenger.outbox.send(pair.id, body)),
      ),
    )
    await eventually('a statement waits for the lock', async () => {
      const waiting = await relay.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return waiting.length > 0
    })
    await holder`commit`
    holder.release()
    await eventually('all were sent', async () => {
      const stored = await storedMessages(relay.sql, pair.id)
      return stored.length === 50
    })
    await converge(relay.sql, [adas, bens], pair.id)
    const stored = await storedMessages(relay.sql, pair.id)
    for (const person of [pair.ada, pair.ben]) {
      const theirs = stored.filter(({ sender_id }) => sender_id === person.id)
      expect(theirs.map(({ body }) => body)).toEqual(sends)
    }
    expect(sights).toEqual([[], []])
  })

  test('3. the event comes before the ack: one bubble', async () => {
    const [adas, adasTab, bens] = [await open(pair.ada), await open(pair.ada), await open(pair.ben)]
    const sights = [adas, adasTab].map((page) => watchScreen(page, pair.id))
    // The acks to Ada are much slower than the events of Ben's commits.
    network.misfortune = { drop: 0, duplicate: 0, reorder: 0.5, delay: 150 }
    for (const body of numbered('crossing', 10)) {
      await Promise.all(
        [adas, adasTab, bens].map((page) => page.messenger.outbox.send(pair.id, body)),
      )
    }
    network.heal()
    await converge(relay.sql, [adas, adasTab, bens], pair.id)
    expect(await storedMessages(relay.sql, pair.id)).toHaveLength(30)
    expect(sights).toEqual([[], []])
  })

  test('3. the ack comes before an earlier event: one bubble, also while it waits', async () => {
    const adas = await open(pair.ada)
    const sights = watchScreen(adas, pair.id)
    // Nothing is sent before the first sync is over, so that sync brings none of the following messages.
    await adas.messenger.outbox.send(pair.id, 'in sync')
    await eventually('it was sent', () => adas.messenger.getState().waiting === 0)
    network.loses = ({ text }) => text.includes('"message:new"')
    await post(pair.ben, pair.id, 'not heard')
    await adas.messenger.outbox.send(pair.id, 'acknowledged')
    await eventually('it was sent', () => adas.messenger.getState().waiting === 0)
    network.heal()
    await converge(relay.sql, [adas], pair.id)
    expect(sights).toEqual([])
  })

  test('4. a commit between join and sync is shown once', async () => {
    const adas = await open(pair.ada)
    const sights = watchScreen(adas, pair.id)
    let syncs = 0
    network.loses = ({ text }) => {
      // The first sync of the new connection is lost. Until the next one, pushes arrive.
      const isSync = text.includes('"sync"')
      if (isSync && syncs++ === 0) return true
      return false
    }
    network.cut()
    await eventually('it is connected again and has asked', () => syncs > 0)
    await post(pair.ben, pair.id, 'in between')
    await eventually('it is on the screen', () => shows(adas, 'in between'))
    await converge(relay.sql, [adas], pair.id)
    expect(sights).toEqual([])
  })

  test('5. away for 45 new, 3 edited, 2 deleted: all there', async () => {
    await seedHistory(relay, pair, 20)
    const bens = await open(pair.ben)
    network.down()
    await eventually('it is offline', () => !isOnline(bens))
    await seedHistory(relay, pair, 45)
    for (const seq of [3, 12, 50]) await change(seq, `body = 'edited', edited_at = now()`)
    for (const seq of [7, 60]) await change(seq, `body = '', deleted_at = now()`)
    network.up()
    await converge(relay.sql, [bens], pair.id)
    const bodies = bens.shown(pair.id).filter(({ body }) => body === 'edited' || body === '')
    expect(bodies.map(({ seq }) => seq)).toEqual([3, 7, 12, 50, 60])
  })

  const change = (seq: number, set: string) =>
    relay.sql.begin(async (tx) => {
      await tx`update conversations set last_ver = last_ver + 1 where id = ${pair.id}`
      await tx.unsafe(
        `update messages set ${set}, ver = (select last_ver from conversations where id = $1)
       where conversation_id = $1 and seq = $2`,
        [pair.id, seq],
      )
    })

  test('6. the database is restored to an earlier state: nothing is hidden by a higher cursor', async () => {
    await seedHistory(relay, pair, 60)
    const [adas, bens] = [await open(pair.ada), await open(pair.ben)]
    network.down()
    await relay.sql.begin(async (tx) => {
      await tx`delete from messages where conversation_id = ${pair.id} and seq > 40`
      await tx`update conversations set last_seq = 40, last_ver = 40 where id = ${pair.id}`
      await tx`update private.installation set epoch = gen_random_uuid()`
    })
    await post(pair.ben, pair.id, 'after the restore')
    network.up()
    await converge(relay.sql, [adas, bens], pair.id)
    expect(adas.shown(pair.id).at(-1)).toMatchObject({ seq: 41, body: 'after the restore' })
  })

  test('7. one of two tabs closes: still online, still receiving; a read in one clears the badge in the other', async () => {
    const [one, two, adas] = [await open(pair.ben), await open(pair.ben), await open(pair.ada)]
    const seesBen = () => adas.messenger.getState().presence[pair.ben.id]?.online === true
    await eventually('Ada sees Ben online', seesBen)
    const offline: boolean[] = []
    adas.messenger.subscribe(() => offline.push(!seesBen()))
    await one.close()
    pages.splice(pages.indexOf(one), 1)
    await post(pair.ada, pair.id, 'still there?')
    await eventually('the other tab shows it', () => shows(two, 'still there?'))

    const three = await open(pair.ben)
    await eventually('both badges count it', () =>
      [two, three].every((page) => conversationOn(page)?.unread === 1),
    )
    two.messenger.timeline.markRead(pair.id, 1)
    await eventually('both badges are clear', () =>
      [two, three].every((page) => conversationOn(page)?.unread === 0),
    )
    expect(offline).not.toContain(true)
  })

  test('8. receipts move only forward, although the network reorders them, and a reload agrees', async () => {
    await seedHistory(relay, pair, 120)
    const bens = await open(pair.ben)
    network.misfortune = { drop: 0.2, duplicate: 0.3, reorder: 0.5, delay: 80 }
    for (const seq of [20, 100, 60, 120, 90]) bens.messenger.timeline.markRead(pair.id, seq)
    await eventually('the furthest counts', async () => {
      const { participants } = await view(pair.ben, pair.id)
      return participants.find(({ user_id }) => user_id === pair.ben.id)?.last_read_seq === 120
    })
    await post(pair.ada, pair.id, 'a mistake')
    await change(121, `body = '', deleted_at = now()`)
    await post(pair.ada, pair.id, 'meant')
    network.heal()
    await converge(relay.sql, [bens], pair.id)
    const reloaded = await open(pair.ben)
    const badges = () => [bens, reloaded].map((page) => conversationOn(page)?.unread)
    await eventually('both say one', () => badges().every((unread) => unread === 1))
    expect(await view(pair.ben, pair.id)).toMatchObject({ unread: 1, last_seq: 122 })
  })

  test('10. the network is gone while both write, and comes back', async () => {
    const [adas, bens] = [await open(pair.ada), await open(pair.ben)]
    const sights = [adas, bens].map((page) => watchScreen(page, pair.id))
    network.down()
    for (const body of numbered('offline', 15)) {
      await Promise.all([adas, bens].map((page) => page.messenger.outbox.send(pair.id, body)))
    }
    await eventually('they know', () => [adas, bens].every((page) => !isOnline(page)))
    network.up()
    await converge(relay.sql, [adas, bens], pair.id)
    const stored = await storedMessages(relay.sql, pair.id)
    for (const person of [pair.ada, pair.ben]) {
      const theirs = stored.filter(({ sender_id }) => sender_id === person.id)
      expect(theirs.map(({ body }) => body)).toEqual(numbered('offline', 15))
    }
    expect(sights).toEqual([[], []])
    expect(new Set(stored.map(({ client_id }) => client_id)).size).toBe(30)
  })
})
