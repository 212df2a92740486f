import { z } from 'zod'
import { peopleList } from '../../wire/people.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { block, directOf, listBlocks, unblock } from './blocks.ts'

const path = '/api/people/:id/block'
const schema = { params: z.object({ id }), response: { 204: z.null() } }

export function blockRoutes(app: App, { sql, publish }: { sql: Sql; publish: Publisher }): void {
  /** The one who blocks sees the conversation anew; the other is told nothing. */
  const refresh = async (userId: string, personId: string) => {
    const conversation_id = await directOf(sql, userId, personId)
    if (conversation_id !== null) {
      publish.toUser(userId, 'conversation:changed', { conversation_id })
    }
  }

  app.put(path, { schema }, async (request, reply) => {
    const { userId } = personOf(request)
    const personId = request.params.id
    await block(sql, userId, personId)
    publish.part(userId, [personId])
    await refresh(userId, personId)
    return reply.code(204).send(null)
  })

  app.delete(path, { schema }, async (request, reply) => {
    const { userId } = personOf(request)
    await unblock(sql, userId, request.params.id)
    await refresh(userId, request.params.id)
    return reply.code(204).send(null)
  })

  app.get('/api/blocks', { schema: { response: { 200: peopleList } } }, async (request) => {
    const items = await listBlocks(sql, personOf(request).userId)
    return { items, next_cursor: null }
  })
}
