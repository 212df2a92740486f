import type { Message } from '../../wire/messages.ts'
import type { PinList } from '../../wire/requests/messages.ts'
import type { Messenger } from '../realtime/messenger.ts'

/** The requests about pinned messages. All throw RequestError. */

/** Everybody is told of the change by an event, and so is this page. */
export const pinMessage = ({ rooms }: Messenger, { id }: Pick<Message, 'id'>, on: boolean) =>
  rooms.ask<Message>(on ? 'PUT' : 'DELETE', `/api/messages/${id}/pin`)

/** A page of the pinned messages of a conversation, the newest pin first. */
export const pinsOf = ({ rooms }: Messenger, conversationId: string, cursor?: string) =>
  rooms.ask<PinList>(
    'GET',
    `/api/conversations/${conversationId}/pins?${new URLSearchParams(cursor ? { cursor } : {})}`,
  )
