import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Limits } from '../http/limits.ts'
import type { App } from '../http/types.ts'
import { version } from '../operations/version.ts'
import { cookieNames } from '../session/cookies.ts'
import { writeAsyncApi } from './asyncapi.ts'
import { collectRoutes } from './openapi.ts'
import { readerPage } from './reader-page.ts'

/** Any JSON document. */
const document = z.unknown()
const page = { content: { 'text/html': { schema: z.string() } } }

/**
 * Serves the contract: a page to read, and the two documents behind it. It has to come before every other route, because
 * it collects them. The documents are written when they are first asked for.
 */
export async function contractRoutes(
  app: App,
  { config, limits }: { config: Config; limits: Limits },
): Promise<void> {
  const cookies = cookieNames(config)
  const { basePath, publicUrl } = config
  const writeOpenApi = collectRoutes(app)
  const openApi = once(() => writeOpenApi({ version, cookies, basePath }))
  const asyncApi = once(() => writeAsyncApi({ version, cookies, publicUrl, basePath }))
  const readable = once(() => readerPage(openApi(), asyncApi(), basePath))

  await app.register(async (docs: App) => {
    docs.addHook('onRequest', (request) => limits.address(request.ip))
    docs.get(
      '/api/docs',
      { schema: { summary: 'This contract as a page to read.', response: { 200: page } } },
      async (_request, reply) => reply.type('text/html; charset=utf-8').send(readable()),
    )
    docs.get(
      '/api/docs/openapi.json',
      { schema: { summary: 'What HTTP answers, as OpenAPI 3.1.', response: { 200: document } } },
      async () => openApi(),
    )
    docs.get(
      '/api/docs/asyncapi.json',
      {
        schema: {
          summary: 'The events of the socket, as AsyncAPI 3.',
          response: { 200: document },
        },
      },
      async () => asyncApi(),
    )
  })
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
