import { z } from 'zod'
import { peopleList } from '../../wire/people.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import { id } from '../../wire/primitives.ts'
import { blockAlias, listBlockedAliases, unblockAlias } from '../aliases/blocks.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { block, listBlocks, unblock } from './blocks.ts'

const path = '/api/people/:id/block'
/** Every device of the person requests each of these conversations again. */
const MAX_TOLD_AT_ONCE = 50
const schema = { params: z.object({ id }), response: { 204: z.null() } }
const blocking = { ...schema, summary: 'Block a person.' }
const unblocking = { ...schema, summary: 'Unblock a person.' }

export function blockRoutes(app: App, { sql, publish }: { sql: Sql; publish: Publisher }): void {
  /**
   * Devices of the person who blocks reload these conversations and find further ones by sync. The blocked person is
   * told nothing. The list of blocked people is apart: two people of a group or a dark room may have no conversation
   * that would tell it. That event names nobody, so it may go to the sockets of the account for an alias, too.
   */
  const refresh = (userId: string, changed: string[]) => {
    publish.toUser(userId, 'blocks:changed', {})
    for (const conversation_id of changed.slice(0, MAX_TOLD_AT_ONCE)) {
      publish.toUser(userId, 'conversation:changed', { conversation_id })
    }
  }

  app.put(path, { config: { limit: 'settings' }, schema: blocking }, async (request, reply) => {
    const { userId } = personOf(request)
    const personId = request.params.id
    if (isOfDarkRoom(personId)) {
      await blockAlias(sql, userId, personId)
      refresh(userId, [])
      return reply.code(204).send(null)
    }
    const changed = await block(sql, userId, personId)
    await publish.unwatchEachOther(userId, [personId])
    refresh(userId, changed)
    return reply.code(204).send(null)
  })

  app.delete(
    path,
    { config: { limit: 'settings' }, schema: unblocking },
    async (request, reply) => {
      const { userId } = personOf(request)
      const personId = request.params.id
      if (isOfDarkRoom(personId)) {
        await unblockAlias(sql, userId, personId)
        refresh(userId, [])
        return reply.code(204).send(null)
      }
      const shared = await unblock(sql, userId, personId)
      refresh(userId, shared)
      // Each person still sees the counterpart as offline. A page that gets this event asks for the presence again.
      if (shared.length > 0) await publish.unwatchEachOther(userId, [personId])
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/blocks',
    {
      schema: { summary: 'The people whom the person has blocked.', response: { 200: peopleList } },
    },
    async (request) => {
      const { userId } = personOf(request)
      const items = [...(await listBlocks(sql, userId)), ...(await listBlockedAliases(sql, userId))]
      return { items, next_cursor: null }
    },
  )
}
