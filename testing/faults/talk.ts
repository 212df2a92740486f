import { expect } from 'vitest'
import { openPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import type { TestRelay } from '../relay.ts'
import type { FaultyNetwork } from './network.ts'
import { openPage, type TestPage } from './page.ts'
import { converge, storedMessages, watchScreen } from './screens.ts'

/** Two people who look at their conversation, each on a page of their own, and write to it while something fails. */
export interface Talk {
  id: string
  pages: readonly TestPage[]
  /** Both write all their messages, in turn. Resolves when they are in the outboxes. */
  write(): Promise<void>
  /** Nothing is lost or doubled, everybody's messages stand in their order, and no screen ever showed anything else. */
  expectWhole(): Promise<Awaited<ReturnType<typeof storedMessages>>>
  close(): Promise<void>
}

/** @param each the number of messages of each person */
export async function openTalk(
  relay: TestRelay,
  network: FaultyNetwork,
  each: number,
): Promise<Talk> {
  const { ada, ben, id } = await openPair(relay)
  const pages = await Promise.all([ada, ben].map((person) => openPage(person, network)))
  for (const page of pages) page.messenger.timeline.open(id)
  await eventually('both are there', () =>
    pages.every((page) => page.timeline(id)?.status === 'ready'),
  )
  const sights = pages.map((page) => watchScreen(page, id))
  const bodies = Array.from({ length: each }, (_, n) => `message ${n + 1}`)
  return {
    id,
    pages,
    async write() {
      for (const body of bodies) {
        await Promise.all(pages.map((page) => page.messenger.outbox.send(id, body)))
      }
    },
    async expectWhole() {
      await converge(relay.sql, pages, id)
      const stored = await storedMessages(relay.sql, id)
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, at) => at + 1))
      for (const person of [ada, ben]) {
        const theirs = stored.filter(({ sender_id }) => sender_id === person.id)
        expect(theirs.map(({ body }) => body)).toEqual(bodies)
      }
      expect(sights).toEqual([[], []])
      return stored
    },
    async close() {
      await Promise.all(pages.map((page) => page.close()))
    },
  }
}
