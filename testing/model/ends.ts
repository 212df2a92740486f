import type postgres from 'postgres'
import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import { DARK_MESSAGE_LIFETIME_SECONDS } from '../../wire/limits.ts'
import { actorsOf } from './aliases.ts'
import { requireSame } from './differences.ts'
import type { Diary } from './diary.ts'
import { listed } from './operations.ts'
import type { HttpAnswer } from './network/route-table.ts'
import { hasEnded, rowsAs, viewOf } from './views.ts'
import type { World } from './world.ts'

/** The messages of dark rooms live longest. */
const LEAP_MS = 2 * DARK_MESSAGE_LIFETIME_SECONDS * 1_000
const SETTLING_MS = 3_000
/** In a room a page waits 10 seconds before it asks for the counts. */
const COUNTING_MS = 12_000

/**
 * Days pass, while every device is away. On its return no device shows anything of what has ended, and neither does
 * the Data API. Afterwards the collector comes.
 */
export async function endEverything(world: World, diary: Diary, sql: postgres.Sql): Promise<void> {
  const actors = await actorsOf(sql, diary)
  for (const device of world.devices) device.goOffline(true)
  world.clock.leap += LEAP_MS
  await sql`
    update public.messages m set expires_at = date_trunc('milliseconds', clock_timestamp() - interval '1 second')
    where expires_at is not null and deleted_at is distinct from expires_at and exists (
      select from public.conversation_participants p
      where p.conversation_id = m.conversation_id and p.user_id = any(${actors}::uuid[])
    )`
  for (const device of world.devices) device.goOnline()
  await world.rest(SETTLING_MS)
  for (const device of world.devices) {
    const { timelines } = viewOf(device)
    const shown = Object.values(timelines).flatMap(({ messages }) =>
      messages.filter(showsItsContent),
    )
    requireSame(`what ${device.name} shows of ended messages and nothing`, shown, [])
    const { conversations } = device.messenger.getState()
    const lastLines = conversations.items.map((one) => one.last_message)
    requireSame(
      `the list of ${device.name} and no ended message`,
      lastLines.filter((last) => last !== null && showsItsContent(last)),
      [],
    )
  }
  for (const person of diary.people) {
    const { messages } = await rowsAs(sql, person, {})
    const given = messages.filter(({ expires_at }) => expires_at !== null)
    requireSame(`ended rows for ${person.name} and nothing`, given, [])
  }
  await answersHoldNothing(world, diary)
  const relay = world.anyRelay()
  relay.collect().catch((error: unknown) => world.told.faults.push(String(error)))
  await world.rest(COUNTING_MS)
}

/** Pages empty messages by themselves. So the answers of the relay are looked at too. */
async function answersHoldNothing(world: World, diary: Diary): Promise<void> {
  const answers: Message[] = []
  const take = ({ body }: HttpAnswer) => {
    for (const item of (body as { items: (Message | Conversation)[] }).items) {
      const message = 'body' in item ? item : item.last_message
      if (message) answers.push(message)
    }
  }
  for (const person of diary.people) {
    const device = world.devices.find((one) => one.person === person)!
    const paths = listed(device).map(({ id }) => `/api/conversations/${id}/messages?limit=100`)
    for (const path of ['/api/conversations', ...paths]) {
      world
        .anyRelay()
        .request(person, 'GET', path, {})
        .then(take)
        .catch((error: unknown) => world.told.faults.push(String(error)))
    }
  }
  await world.rest(SETTLING_MS)
  requireSame('answers about ended messages and nothing', answers.filter(showsItsContent), [])
}

/** Every message with an end has ended by now. */
const showsItsContent = (message: Message) =>
  message.expires_at !== null &&
  (!hasEnded(message) ||
    message.body !== '' ||
    message.mentions.length > 0 ||
    (message.mention_names ?? []).length > 0 ||
    message.files !== undefined ||
    message.preview !== undefined ||
    message.reactions.length > 0 ||
    message.thread !== null ||
    message.pinned_at !== null)
