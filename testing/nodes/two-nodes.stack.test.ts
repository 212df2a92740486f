import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, next } from '../browser.ts'
import { openGroup, post, send, startDirect } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { TestRedis } from '../redis.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../relay.ts'
import { hasProgram } from '../required.ts'
import { createRoom, roomAsSeenBy } from '../rooms-of-people.ts'
import { watch, watchMessages } from '../watch.ts'
import { openOtherNode, type OtherNode } from './second-node.ts'

const hasRedis = hasProgram('redis-server', 'nodes speak through Redis')

describe.each(['the database', 'Redis'])('two nodes that speak through %s', (way) => {
  describe.skipIf(way === 'Redis' && !hasRedis)('are one relay for people:', () => {
    let relay: TestRelay
    let second: OtherNode
    let redis: TestRedis | null = null
    beforeAll(async () => {
      if (way === 'Redis') redis = await TestRedis.open()
      const settings = redis === null ? {} : { REDIS_URL: redis.url }
      relay = await openTestRelay({ PARLEY_NODE_BEAT_MILLISECONDS: '100', ...settings })
      second = await openOtherNode(relay)
    })
    afterAll(async () => {
      await second.close()
      await relay.close()
      await redis?.close()
    })

    /** Ada is on the first node, Ben on the second. */
    async function openPair() {
      const [ada, benThere] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
      const ben = second.at(benThere)
      const { id } = await startDirect(ada, ben)
      const sockets = await Promise.all([ada.browser.connect(), ben.browser.connect()])
      return { ada, ben, id, adas: sockets[0].socket, bens: sockets[1].socket }
    }

    /** Ends all connections through which the nodes hear each other. */
    async function breakBus(): Promise<void> {
      if (redis !== null) {
        await redis.kill()
        return redis.start()
      }
      await relay.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'parley-relay'
          and (query = 'select 1' or query like 'listen%' or query like '%pg_notify%')`
    }

    test('messages arrive in order, whatever their size', async () => {
      const { id, adas, bens } = await openPair()
      const [toAda, toBen] = [watchMessages(adas), watchMessages(bens)]
      const bodies = Array.from({ length: 40 }, (_, n) => `${n} ${'ü'.repeat(n === 7 ? 3_900 : 9)}`)
      await Promise.all(bodies.map((body) => send(adas, id, body)))
      const arrived = await toBen.untilCount(40)
      expect(arrived.map(({ seq }) => seq)).toEqual(bodies.map((_, n) => n + 1))
      expect(arrived.map(({ body }) => body).sort()).toEqual([...bodies].sort())
      await send(bens, id, 'and back')
      expect((await toAda.untilCount(1)).map(({ body }) => body)).toEqual(['and back'])
    })

    test('typing, receipts and changes of names are told', async () => {
      const { ada, ben, id, adas, bens } = await openPair()
      const typing = next(bens, 'typing:start')
      await ask(adas, 'typing:start', { conversation_id: id })
      expect(await typing).toEqual({ conversation_id: id, user_id: ada.id })
      await send(adas, id, 'read this')
      const read = next(adas, 'message:read')
      await ask(bens, 'message:read', { conversation_id: id, seq: 1 })
      expect(await read).toMatchObject({ user_id: ben.id, last_read_seq: 1 })
      const renamed = next(bens, 'person:changed')
      await ada.browser.call('PUT', '/api/profile', { body: { display_name: 'Ada L.' } })
      expect((await renamed).person).toMatchObject({ id: ada.id, display_name: 'Ada L.' })
    })

    test('a person is online on any node, and offline after the last socket', async () => {
      const { ada, ben, adas, bens } = await openPair()
      const look = async () => {
        const ack = await ask(adas, 'presence:watch', { user_ids: [ben.id] })
        return ack.ok ? ack.people : ack.error
      }
      await eventually('Ben is online', async () => {
        const [seen] = [await look()].flat()
        return seen !== undefined && 'online' in seen && seen.online
      })
      const [online, offline] = [watch(adas, 'user:online'), watch(adas, 'user:offline')]
      // Ben moves to the first node, as when his node stops. Nobody sees him go.
      const here = { ...ben, browser: ada.browser.copy() }
      here.browser.cookies.clear()
      for (const [name, value] of ben.browser.cookies) here.browser.cookies.set(name, value)
      bens.disconnect()
      const { socket } = await here.browser.connect()
      socket.disconnect()
      const [left] = await offline.until((all) => all.length === 1)
      expect(left).toMatchObject({ user_id: ben.id, online: false })
      expect(left?.last_seen_at).not.toBeNull()
      expect(online.pushes).toEqual([])
      // A hidden person is told to the watchers of all nodes.
      const { socket: again } = await ben.browser.connect()
      await online.until((all) => all.length === 1)
      await ben.browser.call('PUT', '/api/profile', { body: { show_presence: false } })
      await offline.until((all) => all.length === 2)
      again.disconnect()
    })

    test('who is added or removed is so on all nodes before the answer', async () => {
      const { ada, ben, bens } = await openPair()
      const cleo = second.at(await relay.person('Cleo'))
      await startDirect(ada, cleo)
      const group = await openGroup([ada, cleo])
      const path = `/api/conversations/${group.id}/participants`
      const announced = next(bens, 'conversation:new')
      const heard = watchMessages(bens)
      const add = { user_ids: [ben.id] }
      expect((await ada.browser.call('POST', path, { body: add })).status).toBeLessThan(300)
      await post(cleo, group.id, 'welcome')
      expect((await announced).conversation.id).toBe(group.id)
      await heard.until((all) => all.some(({ body }) => body === 'welcome'))
      const removed = next(bens, 'conversation:removed')
      expect((await ada.browser.call('DELETE', `${path}/${ben.id}`)).status).toBe(204)
      await post(cleo, group.id, 'without Ben')
      await removed
      await post(cleo, (await startDirect(cleo, ben)).id, 'only for you')
      await heard.until((all) => all.some(({ body }) => body === 'only for you'))
      expect(heard.all().map(({ body }) => body)).not.toContain('without Ben')
    })

    test('a block ends what two people see of each other', async () => {
      const { ada, ben, adas, bens } = await openPair()
      await ask(bens, 'presence:watch', { user_ids: [ada.id] })
      const offline = next(bens, 'user:offline')
      await ada.browser.call('PUT', `/api/people/${ben.id}/block`)
      expect(await offline).toEqual({ user_id: ada.id, online: false, last_seen_at: null })
      adas.disconnect()
    })

    test('a message meets a broken bus: it arrives late, or the client is told to sync', async () => {
      const { id, adas, bens } = await openPair()
      const [entered, heard] = [watch(bens, 'connection:established'), watchMessages(bens)]
      const hasHeard = (text: string) => heard.all().some(({ body }) => body === text)
      await breakBus()
      await send(adas, id, 'on the way')
      await eventually('Ben can know it', () => hasHeard('on the way') || entered.pushes.length > 0)
      await eventually('messages arrive again', async () => {
        await send(adas, id, 'after it')
        return hasHeard('after it')
      })
      expect(adas.connected && bens.connected).toBe(true)
    })

    test('a node that stops takes along its number of people inside a room', async () => {
      const third = await openOtherNode(relay)
      const ada = await relay.person('Ada')
      const { id } = await createRoom(ada)
      const { socket } = await third.at(ada).browser.connect()
      await ask(socket, 'conversation:join', { conversation_id: id })
      const inside = async () => Number((await roomAsSeenBy(ada, id)).body.inside)
      await eventually('Ada is counted', async () => (await inside()) === 1)
      await third.close()
      expect(await inside()).toBe(0)
    })

    test('a session that ends on one node ends its sockets on the other', async () => {
      const { ben, bens } = await openPair()
      const here: TestPerson = { ...ben, browser: relay.browser() }
      for (const [name, value] of ben.browser.cookies) here.browser.cookies.set(name, value)
      const ended = next(bens, 'session:ended')
      expect((await here.browser.call('DELETE', '/api/auth/session')).status).toBe(204)
      expect(await ended).toEqual({ reason: 'logged_out' })
    })
  })
})
