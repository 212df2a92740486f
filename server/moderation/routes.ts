import { z } from 'zod'
import {
  appeal,
  moderationNotices,
  suspension,
  suspensionQuestion,
} from '../../wire/moderation/notices.ts'
import { reportDraft, reportReceived } from '../../wire/moderation/moderation.ts'
import { id } from '../../wire/primitives.ts'
import type { Database } from '../database/client.ts'
import { TOKEN_HEADER_BYTES } from '../http/header-size.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { notFound } from '../refusal.ts'
import { bearerOf } from '../session/routes.ts'
import { requireSuspended } from '../session/supabase-session.ts'
import type { TokenVerifier } from '../session/supabase-token.ts'
import { appealAgainst, confirmNotice, noticesOf, suspensionOf } from './notices.ts'
import { makeReport } from './report.ts'

const params = z.object({ id })
const noContent = { 204: z.null() }

/** What everybody may do: report, read the notices about themselves, and appeal. */
export function reportRoutes(app: App, { sql }: { sql: Database }): void {
  app.post(
    '/api/reports',
    {
      config: { limit: 'report' },
      schema: {
        summary: 'Report a message, a person or a post to the moderators.',
        description: 'The answer does not tell whether others have reported the same.',
        body: reportDraft,
        response: { 200: reportReceived },
      },
    },
    async (request) => {
      await makeReport(sql, personOf(request).userId, request.body)
      return { received: true as const }
    },
  )

  app.get(
    '/api/moderation/notices',
    {
      schema: {
        summary: 'What moderators told this person, and what holds now.',
        response: { 200: moderationNotices },
      },
    },
    async (request) => ({ items: await noticesOf(sql, personOf(request).userId) }),
  )

  app.put(
    '/api/moderation/notices/:id/read',
    { schema: { summary: 'Confirm that a notice was read.', params, response: noContent } },
    async (request, reply) => {
      await confirmNotice(sql, personOf(request).userId, request.params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/moderation/notices/:id/appeal',
    {
      config: { limit: 'appeal' },
      schema: {
        summary: 'Appeal against an action of a moderator, once.',
        params,
        body: appeal,
        response: noContent,
      },
    },
    async (request, reply) => {
      await appealAgainst(sql, personOf(request).userId, request.params.id, request.body.text)
      return reply.code(204).send(null)
    },
  )
}

/** A suspended person has no session of Parley. Their Supabase token tells who they are. */
export function suspensionRoute(
  app: App,
  { sql, verify, limits }: { sql: Database; verify: TokenVerifier; limits: Limits },
): void {
  app.post(
    '/api/moderation/suspension',
    {
      config: { headerBytes: TOKEN_HEADER_BYTES, counted: 'appeal' },
      schema: {
        summary: 'Why and until when the person of a Supabase token is suspended.',
        description: 'With a text, it is also an appeal.',
        security: [{ supabase: [] }],
        body: suspensionQuestion,
        response: { 200: suspension },
      },
    },
    async (request) => {
      const claims = await verify(bearerOf(request))
      await limits.appeal(claims.userId)
      await requireSuspended(sql, claims)
      const notice = await suspensionOf(sql, claims.userId)
      const { text } = request.body
      if (text === undefined) return { notice }
      if (notice === null) throw notFound('suspension')
      await appealAgainst(sql, claims.userId, notice.id, text)
      return { notice: await suspensionOf(sql, claims.userId) }
    },
  )
}
