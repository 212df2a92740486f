import { conversation, type Conversation } from '../../wire/conversations.ts'
import {
  conversationCreate,
  isGroupCreate,
  isPostLinkedCreate,
  type GroupCreate,
} from '../../wire/requests/conversations.ts'
import { announcePair } from '../conversations/pair-events.ts'
import { startDirect, type Started } from '../conversations/direct.ts'
import { conversationOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import { announceGroup } from '../groups/announce.ts'
import { createGroup } from '../groups/create.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import { startAboutPost } from '../posts/start-about-post.ts'
import type { Publisher } from '../realtime/publish.ts'

interface CreationEdge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
  limits: Limits
}

interface Created {
  conversation: Conversation
  isNew: boolean
}

/** One address makes conversations of every kind. Each kind has its own rule. */
export function creationRoutes(app: App, edge: CreationEdge): void {
  app.post(
    '/api/conversations',
    {
      config: { limit: 'creation', work: 'heavy' },
      schema: {
        summary:
          'Start a conversation with a person or with the author of a post, or a group. 200 means that it existed.',
        body: conversationCreate,
        response: { '2xx': conversation },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const wanted = request.body
      // Each person costs: the check whether they can be added, a row, and an event.
      if (isGroupCreate(wanted)) await edge.limits.adding(userId, 1 + wanted.participant_ids.length)
      const { conversation, isNew } = isGroupCreate(wanted)
        ? await openGroup(edge, userId, wanted)
        : await openPair(
            edge,
            isPostLinkedCreate(wanted)
              ? await startAboutPost(edge.sql, userId, wanted.post_id)
              : await startDirect(edge.sql, userId, wanted),
          )
      return reply.code(isNew ? 201 : 200).send(conversation)
    },
  )
}

async function openGroup(
  edge: CreationEdge,
  userId: string,
  wanted: GroupCreate,
): Promise<Created> {
  const { change, isNew } = await createGroup(edge.sql, userId, wanted)
  await announceGroup(edge, change)
  return { conversation: await conversationOf(edge.sql, userId, change.id), isNew }
}

async function openPair({ publish }: CreationEdge, started: Started): Promise<Created> {
  await announcePair(publish, started)
  return started
}
