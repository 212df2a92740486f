import type { Message } from '../../wire/messages.ts'
import type { Messenger } from '../realtime/messenger.ts'

/** Everybody is told of the change by an event, and so is this page. */
export const removePreview = ({ rooms }: Messenger, { id }: Pick<Message, 'id'>) =>
  rooms.ask<Message>('DELETE', `/api/messages/${id}/preview`)
