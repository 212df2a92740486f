import type { Conversation } from '../wire/conversations.ts'
import type { TestPerson } from './relay.ts'

const call = (person: TestPerson, method: string, path: string, body?: object) =>
  person.browser.call(method, `/api/conversations${path}`, body === undefined ? {} : { body })

/** Makes a group and fails when it is refused. */
export async function createGroup(
  owner: TestPerson,
  title: string,
  people: readonly TestPerson[] = [],
): Promise<Conversation> {
  const participant_ids = people.map(({ id }) => id)
  const answer = await call(owner, 'POST', '', { kind: 'GROUP', title, participant_ids })
  if (answer.status !== 201) throw new Error(`no group: ${answer.status}`)
  return answer.body as Conversation
}

export const changeGroup = (actor: TestPerson, id: string, body: object) =>
  call(actor, 'PATCH', `/${id}`, body)

export const addPeople = (actor: TestPerson, id: string, ...people: readonly TestPerson[]) =>
  call(actor, 'POST', `/${id}/participants`, { user_ids: people.map((one) => one.id) })

export const setRole = (actor: TestPerson, id: string, person: TestPerson, role: string) =>
  call(actor, 'PATCH', `/${id}/participants/${person.id}`, { role })

/** Removes a person. The actor leaves when the person is the actor. */
export const removePerson = (actor: TestPerson, id: string, person: TestPerson) =>
  call(actor, 'DELETE', `/${id}/participants/${person.id}`)

export const roleOf = ({ participants }: Conversation, person: TestPerson) =>
  participants.find(({ user_id }) => user_id === person.id)?.role
