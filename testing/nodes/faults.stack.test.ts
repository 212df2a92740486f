import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openGroup, post } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { FaultyNetwork } from '../faults/network.ts'
import { openPage, type TestPage } from '../faults/page.ts'
import { converge, storedMessages, watchScreen } from '../faults/screens.ts'
import { addPeople, removePerson } from '../groups.ts'
import { TestRedis } from '../redis.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../relay.ts'
import { hasProgram } from '../required.ts'
import { hearEachOther, startOtherNode } from './second-node.ts'

/** A sync that nothing but the clock causes comes after 30 s. What is shown before came through the nodes. */
const WITHOUT_LOOKING = { looks: false }
const settings = { PARLEY_NODE_BEAT_MILLISECONDS: '200', PARLEY_DRAIN_SECONDS: '1' }
const portOf = (url: string) => Number(new URL(url).port)

const hasRedis = hasProgram('redis-server', 'three nodes stand faults of Redis')

describe.skipIf(!hasRedis)('three nodes with Redis', () => {
  let redis: TestRedis
  /** The way of the second node to Redis. */
  let busNetwork: FaultyNetwork
  let relay: TestRelay
  let second: Awaited<ReturnType<typeof startOtherNode>>
  let third: Awaited<ReturnType<typeof startOtherNode>>
  /** The ways of people to the nodes, one for each node. A test may lead one to another node. */
  let ways: FaultyNetwork[]
  let pages: TestPage[] = []

  beforeAll(async () => {
    redis = await TestRedis.open()
    const address = new URL(redis.url)
    busNetwork = await FaultyNetwork.open(Number(address.port), 1)
    address.port = String(busNetwork.port)
    relay = await openTestRelay({ ...settings, REDIS_URL: redis.url })
    ;[second, third] = await Promise.all([
      startOtherNode(relay, { REDIS_URL: address.href }),
      startOtherNode(relay),
    ])
    const urls = [relay.url, second.url, third.url]
    ways = await Promise.all(urls.map((url) => FaultyNetwork.open(portOf(url), 1)))
    await eventually('each node hears the two others', () => hearEachOther(2, relay, second, third))
  })
  afterAll(async () => {
    await Promise.all([second, third].map((node) => node.close()))
    await relay.close()
    await Promise.all([...ways, busNetwork].map((network) => network.close()))
    await redis.close()
  })
  afterEach(async () => {
    busNetwork.up()
    for (const [node, url] of [relay.url, second.url, third.url].entries()) {
      ways[node]!.up()
      ways[node]!.targets = [portOf(url)]
    }
    await Promise.all(pages.splice(0).map((page) => page.close()))
  })

  async function open(person: TestPerson, node: number, id: string): Promise<TestPage> {
    const page = await openPage(person, ways[node]!)
    pages.push(page)
    page.messenger.timeline.open(id)
    await eventually('the conversation is on the screen', () => {
      const isOnline = page.messenger.getState().connection.kind === 'online'
      return isOnline && page.timeline(id)?.status === 'ready'
    })
    return page
  }

  /** A group of three people, each with a page at a node of their own. */
  async function openRoom() {
    const people = await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => relay.person(name)))
    const [ada, ben, cleo] = people as [TestPerson, TestPerson, TestPerson]
    const { id } = await openGroup([ada, ben, cleo])
    const opened = await Promise.all(people.map((person, node) => open(person, node, id)))
    return { ada, ben, cleo, id, opened, sights: opened.map((page) => watchScreen(page, id)) }
  }

  const sendAll = async (opened: readonly TestPage[], id: string, from: number, count: number) => {
    for (let n = from; n < from + count; n++) {
      await Promise.all(opened.map((page, at) => page.messenger.outbox.send(id, `${at} ${n}`)))
    }
  }
  async function expectOrder(id: string, writers: number, count: number) {
    const stored = await storedMessages(relay.sql, id)
    const bodies = stored.map(({ body }) => body)
    for (let at = 0; at < writers; at++) {
      const theirs = bodies.filter((body) => body.startsWith(`${at} `))
      expect(theirs).toEqual(Array.from({ length: count }, (_, n) => `${at} ${n}`))
    }
  }

  test('Redis that is killed and comes back loses nothing that people see', async () => {
    const { id, opened, sights } = await openRoom()
    await sendAll(opened, id, 0, 10)
    await redis.kill()
    await sendAll(opened, id, 10, 10)
    await eventually(
      'all is stored',
      async () => (await storedMessages(relay.sql, id)).length >= 60,
    )
    await redis.start()
    await converge(relay.sql, opened, id, WITHOUT_LOOKING)
    await sendAll(opened, id, 20, 5)
    await converge(relay.sql, opened, id, WITHOUT_LOOKING)
    await expectOrder(id, 3, 25)
    expect(sights).toEqual([[], [], []])
  })

  test('a node that was cut off from the others shows everything afterwards, and a removed person nothing', async () => {
    const { ada, ben, cleo, id, opened } = await openRoom()
    await post(cleo, id, 'heard')
    const bens = opened[1]!
    const hasSeen = (body: string) => bens.shown(id).some((message) => message.body === body)
    await eventually('Ben sees it', () => hasSeen('heard'))
    busNetwork.blackHole()
    await post(cleo, id, 'unheard')
    await removePerson(ada, id, ben)
    await eventually('his node has found the removal', () => bens.shown(id).length === 0)
    await post(cleo, id, 'without Ben')
    await addPeople(ada, id, ben)
    await post(cleo, id, 'with Ben again')
    busNetwork.up()
    await eventually('Ben has the conversation again', () =>
      bens.messenger.getState().conversations.items.some((one) => one.id === id),
    )
    bens.messenger.timeline.open(id)
    await eventually('Ben sees what is for him', () => hasSeen('with Ben again'))
    expect(hasSeen('without Ben')).toBe(false)
    await converge(relay.sql, [opened[0]!, opened[2]!], id, WITHOUT_LOOKING)
  })

  test('the people of a node that stops go elsewhere, and nobody notices', async () => {
    const { ben, id, opened, sights } = await openRoom()
    const isOnline = () => opened[0]!.messenger.getState().presence[ben.id]?.online === true
    await eventually('Ada sees Ben online', isOnline)
    const absences: unknown[] = []
    opened[0]!.messenger.subscribe(() => {
      if (!isOnline()) absences.push(opened[0]!.messenger.getState().presence[ben.id])
    })
    const failed: unknown[] = []
    for (const page of opened) {
      page.messenger.subscribe(() => {
        const pending = page.timeline(id)?.pending ?? []
        failed.push(...pending.filter(({ state }) => state.kind === 'failed'))
      })
    }
    const sending = sendAll(opened, id, 0, 40)
    // The proxy finds that the node takes no connection, and leads to the next one.
    ways[1]!.targets = [portOf(third.url)]
    const [code] = await Promise.all([second.process.stop(), sending])
    expect(code).toBe(0)
    await converge(relay.sql, opened, id, WITHOUT_LOOKING)
    await second.process.start()
    await eventually('it is back', () => hearEachOther(2, relay, second, third))
    await expectOrder(id, 3, 40)
    expect([sights, absences, failed]).toEqual([[[], [], []], [], []])
  })

  test('the people of a node that is killed are elsewhere or offline', async () => {
    const { ben, cleo, id, opened } = await openRoom()
    const presence = (person: TestPerson) => opened[0]!.messenger.getState().presence[person.id]
    await eventually('all are online', () => [ben, cleo].every((one) => presence(one)?.online))
    ways[1]!.down()
    ways[2]!.targets = [portOf(relay.url)]
    await Promise.all([second.process.kill(), third.process.kill()])
    await eventually('Ben is offline', () => presence(ben)?.online === false)
    expect(presence(ben)?.last_seen_at).not.toBeNull()
    expect(presence(cleo)?.online).toBe(true)
    await sendAll([opened[0]!, opened[2]!], id, 0, 3)
    await converge(relay.sql, [opened[0]!, opened[2]!], id, WITHOUT_LOOKING)
    ways[1]!.up()
    await second.process.start()
    await converge(relay.sql, opened, id, WITHOUT_LOOKING)
  })
})
