import { randomUUID } from 'node:crypto'
import type { Conversation } from '../wire/conversations.ts'
import type { Message } from '../wire/messages.ts'
import type { Ack } from '../wire/socket.ts'
import { ask, type TestSocket } from './browser.ts'
import type { TestPerson, TestRelay } from './relay.ts'

/** Two people and their DIRECT conversation. */
export interface TestPair {
  ada: TestPerson
  ben: TestPerson
  /** The id of the conversation. */
  id: string
}

export async function openPair(relay: TestRelay): Promise<TestPair> {
  const [ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
  return { ada, ben, id: (await startDirect(ada, ben)).id }
}

/** A DIRECT conversation that both people see, as after its first message. */
export async function startDirect(from: TestPerson, to: TestPerson): Promise<Conversation> {
  const made = await openDirect(from, to)
  await openDirect(to, from)
  return made
}

/** Opens a DIRECT conversation. The other person does not see it before the first message. */
export async function openDirect(from: TestPerson, to: TestPerson): Promise<Conversation> {
  const body = { kind: 'DIRECT', participant_ids: [to.id] }
  const answer = await from.browser.call('POST', '/api/conversations', { body })
  if (answer.status > 201) throw new Error(`no conversation: ${answer.status}`)
  return answer.body as Conversation
}

/** Sends by socket. */
export function send(
  socket: TestSocket,
  conversationId: string,
  body: string,
  clientId: string = randomUUID(),
): Promise<Ack<'message:send'>> {
  const message = { conversation_id: conversationId, client_id: clientId, body }
  return ask(socket, 'message:send', message)
}

/** Sends by HTTP and fails when the message is refused. */
export async function post(
  person: TestPerson,
  conversationId: string,
  body: string,
  clientId: string = randomUUID(),
): Promise<Message> {
  const path = `/api/conversations/${conversationId}/messages`
  const answer = await person.browser.call('POST', path, { body: { client_id: clientId, body } })
  if (answer.status > 201) throw new Error(`not sent: ${answer.status}`)
  return answer.body as Message
}

/** The conversation as this person sees it. */
export async function view(person: TestPerson, conversationId: string): Promise<Conversation> {
  return (await person.browser.call('GET', `/api/conversations/${conversationId}`)).body
}

/** Writes history directly into the database: `count` messages, by both people in turns. */
export async function seedHistory(
  { sql }: Pick<TestRelay, 'sql'>,
  { ada, ben, id }: TestPair,
  count: number,
): Promise<void> {
  await sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select c.id, c.last_seq + n, c.last_ver + n,
      case when n % 2 = 0 then ${ada.id}::uuid else ${ben.id}::uuid end,
      gen_random_uuid(), 'message ' || n
    from conversations c, generate_series(1, ${count}::int) n where c.id = ${id}`
  await sql`
    update conversations set last_seq = last_seq + ${count}, last_ver = last_ver + ${count}
    where id = ${id}`
}

/** A group that its first person made and owns. */
export async function openGroup(
  [owner, ...people]: readonly [TestPerson, ...TestPerson[]],
  title = 'Group',
): Promise<Conversation> {
  const body = { kind: 'GROUP', title, participant_ids: people.map(({ id }) => id) }
  const answer = await owner.browser.call('POST', '/api/conversations', { body })
  if (answer.status !== 201) throw new Error(`no group: ${answer.status}`)
  return answer.body as Conversation
}

/**
 * A room in which people write under aliases. A person who shares nothing else with them must not learn who they are.
 */
export async function seedDarkRoom(
  { sql }: TestRelay,
  ...people: readonly TestPerson[]
): Promise<void> {
  const ids = people.map(({ id }) => id)
  await sql`
    with room as (
      insert into conversations (kind, title) values ('DARK_ROOM', 'Dark') returning id
    )
    insert into conversation_participants (conversation_id, user_id)
    select room.id, unnest(${ids}::uuid[]) from room`
}
