import { z } from 'zod'
import { externalAddress, externalPatch, externalPut, post } from '../../wire/posts.ts'
import type { Database } from '../database/client.ts'
import type { Limits } from '../http/limits.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { announcePost } from './conversations.ts'
import { closeExternalPost, deleteExternalPost, putExternalPost } from './external.ts'
import { assertServerKey } from './server-key.ts'

const path = '/api/posts/external/:type/:id'
const security = [{ serverKey: [] }]

interface ExternalEdge {
  config: { serverKey: string | null }
  sql: Database
  publish: Publisher
  limits: Limits
}

/**
 * The server of another application links its posts. It shows the server key and no cookie, so no page in a browser can
 * make these calls for a person who is signed in.
 */
export function externalPostRoutes(app: App, { config, sql, publish, limits }: ExternalEdge): void {
  app.addHook('onRequest', async (request) => {
    await limits.serverKey(request.ip)
    assertServerKey(config.serverKey, request.headers)
  })

  app.put(
    path,
    {
      schema: {
        summary:
          'Link a post of another application, or give it this state. 201 means that it is new.',
        security,
        params: externalAddress,
        body: externalPut,
        response: { '2xx': post },
      },
    },
    async (request, reply) => {
      const linked = await putExternalPost(sql, request.params, request.body)
      announcePost(publish, linked)
      return reply.code(linked.isNew ? 201 : 200).send(linked.post)
    },
  )

  app.patch(
    path,
    {
      schema: {
        summary: 'Close or reopen a post of another application.',
        security,
        params: externalAddress,
        body: externalPatch,
        response: { 200: post },
      },
    },
    async (request) => {
      const changed = await closeExternalPost(sql, request.params, request.body.closed)
      announcePost(publish, changed)
      return changed.post
    },
  )

  app.delete(
    path,
    {
      schema: {
        summary: 'Delete a post of another application. 204 also when it is not there.',
        security,
        params: externalAddress,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      announcePost(publish, await deleteExternalPost(sql, request.params))
      return reply.code(204).send(null)
    },
  )
}
