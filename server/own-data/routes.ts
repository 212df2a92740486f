import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import { TOKEN_HEADER_BYTES } from '../http/header-size.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { clearCookies } from '../session/cookies.ts'
import { bearerOf } from '../session/routes.ts'
import type { TokenVerifier } from '../session/supabase-token.ts'
import type { Work } from '../work.ts'
import { deleteAccount } from './delete-account.ts'
import { exportOf } from './export.ts'

/** A slow connection needs time for everything that a person has written. */
const EXPORT_MILLISECONDS = 10 * 60_000

interface OwnDataEdge {
  config: Config
  sql: Database
  work: Work
  verify: TokenVerifier
}

/** A person downloads their data, and deletes their account. */
export function ownDataRoutes(app: App, { config, sql, work, verify }: OwnDataEdge): void {
  app.get(
    '/api/account/export',
    {
      config: { limit: 'export' },
      handlerTimeout: EXPORT_MILLISECONDS,
      schema: {
        summary: 'All data of the person as one JSON file.',
        description:
          'What they wrote under an alias in dark rooms is not in it, because the file would tie their name to the alias.',
        response: { 200: { content: { 'application/json': { schema: z.any() } } } },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      void reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="my-data.json"')
      // The stream counts against the person's requests only while it reads a batch, and not while it is sent.
      const batch = <T>(read: () => Promise<T>) => work.run(userId, 'query', read)
      return Readable.from(exportOf(sql, userId, batch))
    },
  )

  app.delete(
    '/api/account',
    {
      config: { limit: 'accountEnd', headerBytes: TOKEN_HEADER_BYTES },
      schema: {
        summary: 'Delete the account of the person.',
        description:
          'It needs a sign-in of the last ten minutes: that of the session, or another one whose Supabase token comes as the bearer.',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const hasProof = request.headers.authorization !== undefined
      const proof = hasProof ? await verify(bearerOf(request)) : null
      await deleteAccount(sql, personOf(request), proof)
      clearCookies(reply, config)
      return reply.code(204).send(null)
    },
  )
}
