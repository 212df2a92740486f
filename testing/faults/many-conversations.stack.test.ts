import { expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { openTestRelay } from '../relay.ts'
import { FaultyNetwork } from './network.ts'
import { openPage } from './page.ts'

/** More conversations than a list and a sync bring. */
const MANY = 600

test('a conversation that the page never loaded is found by name and then works normally', async () => {
  const relay = await openTestRelay()
  const network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
  const [ada, ben] = [await relay.person('Ada'), await relay.person('Ben')]
  const rows = await relay.sql<{ id: string; title: string }[]>`
    insert into conversations (kind, title, active_at)
    select 'GROUP', 'Group no. ' || n, now() - n * interval '1 second'
    from generate_series(1, ${MANY}::int) n returning id, title`
  await relay.sql`
    insert into conversation_participants (conversation_id, user_id, role)
    select c.id, person.id, person.role
    from unnest(${rows.map(({ id }) => id)}::uuid[]) c (id),
      (values (${ada.id}::uuid, 'owner'), (${ben.id}, 'member')) person (id, role)`
  const page = await openPage(ada, network)
  try {
    const listed = () => page.messenger.getState().conversations
    const far = rows.find(({ title }) => title === `Group no. ${MANY}`)!
    const item = () => listed().items.find(({ id }) => id === far.id)
    await eventually('the list is there', () => listed().items.length >= 50 && listed().hasMore)
    expect(item()).toBeUndefined()

    const next = await page.messenger.conversations.find({ q: `NO. ${MANY}`, filter: 'group' })
    expect([next, item()?.title]).toEqual([null, far.title])
    await ben.browser.call('POST', `/api/conversations/${far.id}/messages`, {
      body: { client_id: crypto.randomUUID(), body: 'found you' },
    })
    await eventually('its news come', () => item()?.last_message?.body === 'found you')
    await eventually('it counts', () => item()?.unread === 1)
    expect(listed().hasMore).toBe(true)
  } finally {
    await page.close()
    await network.close()
    await relay.close()
  }
})
