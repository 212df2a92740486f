import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { IncomingMessage } from '../../client/realtime/live/notifications.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { openPair, post, seedHistory, type TestPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { addPeople, createGroup, removePerson } from '../groups.ts'
import { canOpen, openInstallation, type Opened } from '../nodes/installation.ts'
import type { TestPerson, TestRelay } from '../relay.ts'
import type { FaultyNetwork } from './network.ts'
import { lookAtPages, openPage, type TestPage } from './page.ts'

/**
 * Everything beyond sending and reading, through the client's core and its relays. Each test changes something on one page
 * and checks the second page.
 */
describe.each(['one relay', 'three relays with Redis'] as const)('%s', (way) => {
  describe.skipIf(!canOpen(way))('changes reach the second page:', () => {
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

    async function open(person: TestPerson, id = pair.id): Promise<TestPage> {
      const page = await openPage(person, network)
      pages.push(page)
      page.messenger.timeline.open(id)
      await eventually('the conversation is on the screen', () => {
        const isOnline = page.messenger.getState().connection.kind === 'online'
        return isOnline && page.timeline(id)?.status === 'ready'
      })
      return page
    }
    const listed = (page: TestPage, id: string): Conversation | undefined =>
      page.messenger.getState().conversations.items.find((one) => one.id === id)
    const found = (page: TestPage, body: string, id = pair.id) =>
      page.shown(id).find((message) => message.body === body)

    test('edits, reactions and deletions reach the second page, and a page that was offline', async () => {
      await post(pair.ada, pair.id, 'first')
      await post(pair.ada, pair.id, 'second')
      const [adas, bens] = [await open(pair.ada), await open(pair.ben)]
      await bens.messenger.messages.react(found(bens, 'first')!, '👍', true)
      expect(found(bens, 'first')!.reactions).toEqual([{ emoji: '👍', user_ids: [pair.ben.id] }])
      await eventually('Ada sees the reaction', () => found(adas, 'first')!.reactions.length === 1)
      // Both pages are offline while Ada changes her messages in another browser.
      network.cut()
      const path = (body: string) => `/api/messages/${found(adas, body)!.id}`
      await pair.ada.browser.call('PUT', path('first'), { body: { body: 'first, edited' } })
      await pair.ada.browser.call('DELETE', path('second'), { body: {} })
      for (const page of [adas, bens]) {
        await eventually('both changes are there', () => {
          const [first, second] = page.shown(pair.id)
          return first?.body === 'first, edited' && second?.deleted_at !== null
        })
      }
      expect(adas.shown(pair.id)).toEqual(bens.shown(pair.id))
    })

    test('a thread grows on both pages, and its root counts', async () => {
      await post(pair.ada, pair.id, 'root')
      const [adas, bens] = [await open(pair.ada), await open(pair.ben)]
      const root = found(adas, 'root')!
      for (const { messenger } of [adas, bens]) messenger.timeline.openThread(pair.id, root.id)
      await bens.messenger.outbox.send(pair.id, 'an answer for @ada', { threadRoot: root.id })
      await adas.messenger.outbox.send(pair.id, 'another', { threadRoot: root.id })
      for (const page of [adas, bens]) {
        await eventually('the thread holds both answers', () => {
          const thread = page.messenger.getState().threads[root.id]
          return thread?.messages.length === 3 && thread.messages[0]?.thread?.count === 2
        })
      }
      const [ofAda, ofBen] = [adas, bens].map((page) => page.messenger.getState().threads[root.id])
      expect(ofAda?.messages).toEqual(ofBen?.messages)
    })

    test('groups are made, renamed, joined late and left; a removed person keeps nothing', async () => {
      const cleo = await relay.person('Cleo')
      const adas = await open(pair.ada)
      const { id } = await adas.messenger.groups.create({
        clientId: crypto.randomUUID(),
        title: 'Plans',
        userIds: [pair.ben.id],
      })
      adas.messenger.timeline.open(id)
      await adas.messenger.outbox.send(id, 'before Cleo')
      await eventually('it was sent', () => found(adas, 'before Cleo', id) !== undefined)
      await adas.messenger.groups.change(id, { title: 'Better plans' })
      expect(listed(adas, id)?.title).toBe('Better plans')
      await adas.messenger.groups.addPeople(id, [cleo.id])
      const cleos = await open(cleo, id)
      // A change that she may not see leaves a gap for her, and must not cause endless syncs.
      await adas.messenger.messages.edit(found(adas, 'before Cleo', id)!, 'still before Cleo')
      await adas.messenger.outbox.send(id, 'for all')
      await eventually('Cleo sees what is for her', () => found(cleos, 'for all', id) !== undefined)
      expect(found(cleos, 'still before Cleo', id)).toBeUndefined()
      await adas.messenger.groups.removePerson(id, cleo.id)
      await eventually('it is gone', () => listed(cleos, id) === undefined)
      await eventually('its view says so', () => cleos.timeline(id)?.status === 'failed')
      await adas.messenger.groups.leave(id)
      expect(listed(adas, id)).toBeUndefined()
    })

    test('a jump far back, forward again to the end, and live from there', async () => {
      await seedHistory(relay, pair, 300)
      const adas = await open(pair.ada)
      await adas.messenger.timeline.openAround(pair.id, 40)
      const seqs = () => adas.shown(pair.id).map(({ seq }) => seq)
      expect(seqs()).toContain(40)
      expect(adas.timeline(pair.id)?.hasLater).toBe(true)
      await post(pair.ben, pair.id, 'meanwhile')
      await eventually('the list knows', () => listed(adas, pair.id)?.last_seq === 301)
      expect(seqs()).not.toContain(301)
      while (adas.timeline(pair.id)!.hasLater) await adas.messenger.timeline.loadLater(pair.id)
      expect(seqs().at(-1)).toBe(301)
      await post(pair.ben, pair.id, 'and live')
      await eventually('it is shown', () => found(adas, 'and live') !== undefined)
    })

    test('own settings, drafts and blocks follow to another device', async () => {
      await post(pair.ben, pair.id, 'to be read later')
      const [phone, laptop] = [await open(pair.ada), await open(pair.ada)]
      phone.messenger.timeline.markRead(pair.id, 1)
      await eventually('it is read', () => listed(laptop, pair.id)?.unread === 0)
      await phone.messenger.conversations.changeOwn(pair.id, { muted: true, unread_from: 1 })
      phone.messenger.timeline.markRead(pair.id, 1)
      await eventually('the laptop shows it', () => {
        const { unread, me } = listed(laptop, pair.id)!
        return unread === 1 && me.marked_unread && me.muted
      })
      phone.messenger.drafts.save(pair.id, 'half a sent')
      await eventually(
        'the draft is there',
        () => listed(laptop, pair.id)?.me.draft?.body === 'half a sent',
      )
      await phone.messenger.people.block(pair.ben.id, true)
      const isBlocked = () =>
        laptop.messenger.getState().blocked.some(({ id }) => id === pair.ben.id)
      await eventually('the block is there', isBlocked)
      expect(listed(phone, pair.id)?.me.marked_unread).toBe(true)
    })

    test('a message with a mention causes a notification and is found', async () => {
      const adas = await open(pair.ada)
      adas.messenger.timeline.close(pair.id)
      const told: IncomingMessage[] = []
      adas.messenger.notifications.subscribe((notification) => told.push(notification))
      const { username } = adas.messenger.getState().me
      await post(pair.ben, pair.id, `a pelican for @${username}`)
      await eventually('it is told', () => told.length === 1)
      expect(told[0]).toMatchObject({ mentionsMe: true, conversation: { id: pair.id } })
      await eventually('the server counts it', () => listed(adas, pair.id)?.me.mentions === 1)
      const { items } = await adas.messenger.messages.search({ q: 'pelican' })
      expect(items.map(({ message }) => message.seq)).toEqual([1])
      expect(await adas.messenger.connection.roundTrip()).toBeGreaterThan(0)
      expect(await adas.messenger.account.sessions()).toHaveLength(1)
    })

    test('presence returns after a block, after hiding, and when a person joins again', async () => {
      const [adas, bens] = [await open(pair.ada), await open(pair.ben)]
      const sees = (page: TestPage, person: TestPerson) =>
        page.messenger.getState().presence[person.id]?.online === true
      const bothSee = () => sees(adas, pair.ben) && sees(bens, pair.ada)
      await eventually('both are here', bothSee)

      await adas.messenger.people.block(pair.ben.id, true)
      await eventually(
        'neither sees their counterpart',
        () => !sees(adas, pair.ben) && !sees(bens, pair.ada),
      )
      await adas.messenger.people.block(pair.ben.id, false)
      await eventually('both see each other after the block', bothSee)

      await bens.messenger.account.updateProfile({ show_presence: false })
      await eventually('nobody is seen', () => !sees(adas, pair.ben) && !sees(bens, pair.ada))
      await bens.messenger.account.updateProfile({ show_presence: true })
      await eventually('both see each other after hiding', bothSee)

      const cleo = await relay.person('Cleo')
      const group = await createGroup(pair.ada, 'Team', [cleo])
      const cleos = await open(cleo, group.id)
      await eventually('Cleo is here', () => sees(adas, cleo) && sees(cleos, pair.ada))
      await removePerson(pair.ada, group.id, cleo)
      await eventually('Cleo is gone', () => !sees(adas, cleo) && !sees(cleos, pair.ada))
      await eventually('and from the list', () => listed(adas, group.id)?.participants.length === 1)
      await addPeople(pair.ada, group.id, cleo)
      await eventually('Cleo is back', () => sees(adas, cleo) && sees(cleos, pair.ada))
      expect(adas.messenger.getState().presence[cleo.id]).toMatchObject({ online: true })
    })

    test('a deleted account disappears from a page that synced before and from a new one', async () => {
      await post(pair.ben, pair.id, 'from Ben')
      const mine = await post(pair.ada, pair.id, 'from Ada')
      await pair.ben.browser.call('PUT', `/api/messages/${mine.id}/reactions/👍`)
      const adas = await open(pair.ada)
      await eventually('Ben is there', () => found(adas, 'from Ada')?.reactions.length === 1)
      await relay.sql`delete from auth.users where id = ${pair.ben.id}`
      await eventually('Ben is not there any more', () => {
        lookAtPages()
        const { participants } = listed(adas, pair.id)!
        return participants.length === 1 && adas.shown(pair.id).length === 3
      })
      const now = await open(pair.ada)
      await eventually('all is loaded', () => now.shown(pair.id).length === 3)
      expect(adas.shown(pair.id)).toEqual(now.shown(pair.id))
      expect(found(adas, 'from Ben')?.sender_id).toBeNull()
      expect(found(adas, 'from Ada')?.reactions).toEqual([])
    })
  })
})
