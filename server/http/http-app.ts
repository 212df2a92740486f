import fastifyCookie from '@fastify/cookie'
import fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { addressWithin } from '../base-path.ts'
import type { Config } from '../config.ts'
import { loggerOptions } from '../logger.ts'
import { refuseUnreadable } from './bare-errors.ts'
import { refuseAddress, translateErrors } from './errors.ts'
import { assertHeadersFit, TOKEN_HEADER_BYTES } from './header-size.ts'
import { refuseOutside } from './outside.ts'
import { sendSecurityHeaders } from './page.ts'
import type { App } from './types.ts'

/**
 * The relay sends an answer within this time. If the database or the network is too slow, the answer is `unavailable`.
 */
const ANSWER_MILLISECONDS = 14_000

/** What holds for every request, whatever its route: limits of size and time, the id, errors and headers. */
export async function createHttpApp(config: Config): Promise<App> {
  const app: App = fastify({
    logger: loggerOptions(config.logLevel),
    genReqId: () => crypto.randomUUID(),
    requestIdHeader: false,
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    bodyLimit: 64 * 1024,
    http: { maxHeaderSize: TOKEN_HEADER_BYTES },
    // The time limit covers a request from its first byte to its last. Without it, an attacker who sends slowly would
    // keep connections open for ever.
    requestTimeout: 60_000,
    forceCloseConnections: true,
    ...(config.basePath !== '' && { rewriteUrl: addressWithin(config.basePath) }),
    frameworkErrors: refuseAddress,
    clientErrorHandler: (error, connection) => refuseUnreadable(error, connection, app.log),
  }).withTypeProvider()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  translateErrors(app)
  refuseOutside(app)
  app.addHook('onRequest', async (request, reply) => {
    assertHeadersFit(request.raw, request.routeOptions.config.headerBytes, reply.raw)
  })
  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    const isApi = request.routeOptions.url?.startsWith('/api/') ?? false
    if (isApi && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
  })
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/')) route.handlerTimeout ??= ANSWER_MILLISECONDS
  })
  await app.register(fastifyCookie)
  await sendSecurityHeaders(app, config)
  return app
}
