import type { ClientEvent, ServerEvent } from '../../wire/socket.ts'

/** What a client asks for with each event. */
export const clientEventSummaries: Record<ClientEvent, string> = {
  'conversation:join': 'The page shows this conversation from now on.',
  'conversation:leave': 'The page no longer shows this conversation.',
  'message:send': 'Store a message. The ack comes after the commit and carries the stored message.',
  'message:read': 'The person has read up to this message.',
  'message:delivered': 'A device of the person has received up to this message.',
  'typing:start': 'The person has begun to type.',
  'typing:stop': 'The person has stopped typing.',
  'presence:watch': 'Tell when these people come and go. The ack says who is online now.',
  sync: 'Send what differs from what the client has.',
  'session:renew': 'The session was refreshed over HTTP. The socket then stays open.',
}

/** What the relay says with each event. */
export const serverEventSummaries: Record<ServerEvent, string> = {
  'connection:established': 'The socket is in its rooms. The client syncs now.',
  'connection:error':
    'The connection or an event without an ack failed. When the connection failed, the relay closes it.',
  'message:new': 'What one commit stored in a conversation, in order of ver.',
  'message:edited': 'Messages after an edit.',
  'message:deleted': 'Messages after they were deleted.',
  'message:reactions': 'Messages after a reaction was added or removed.',
  'message:pinned': 'Messages after they were pinned or unpinned.',
  'message:read': 'A participant has read up to this message.',
  'message:delivered': 'A device of a participant has received up to this message.',
  'conversation:new': 'The person is in a new conversation, or sees one from its first message on.',
  'conversation:changed': 'The client must request this conversation again.',
  'conversation:removed': 'The person may no longer see this conversation.',
  'room:activity': 'Messages came in a room that the person has joined and does not look at.',
  'typing:start': 'A participant has begun to type.',
  'typing:stop': 'A participant has stopped typing.',
  'person:changed': 'A person has a new name or picture.',
  'moderation:changed':
    'A moderator acted on this person or took an action back, or a message in review waits no longer. The client asks for the notices, and for the reviews of its waiting messages.',
  'blocks:changed':
    'The person blocked somebody or took it back. The client asks for the blocked people.',
  'user:online': 'A watched person came online.',
  'user:offline': 'A watched person went offline.',
  'session:renew': 'The access cookie ends soon. Refresh over HTTP, then emit session:renew.',
  'session:ended': 'The session is over. The relay closes the socket.',
}
