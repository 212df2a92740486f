import fastifyCookie from '@fastify/cookie'
import fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { accountRoutes } from './account/routes.ts'
import { createAttachments } from './attachments/attachments.ts'
import { conversationFileRoute } from './attachments/of-conversation.ts'
import { fileRoutes } from './attachments/file-routes.ts'
import { uploadRoutes } from './attachments/uploads/routes.ts'
import { uploadSwitchRoute } from './attachments/uploads/switch.ts'
import { writerWithFiles } from './attachments/writer-with-files.ts'
import { blockRoutes } from './blocks/routes.ts'
import { addressWithin } from './base-path.ts'
import type { Config } from './config.ts'
import { contractRoutes } from './contract/routes.ts'
import { conversationRoutes } from './conversations/routes.ts'
import { creationRoutes } from './creation/routes.ts'
import { openDatabases } from './database/client.ts'
import { startCollector } from './disappearing/collector.ts'
import { disappearingRoutes } from './disappearing/routes.ts'
import { groupRoutes } from './groups/routes.ts'
import { assertOwnSite } from './http/cross-site.ts'
import { refuseUnreadable } from './http/bare-errors.ts'
import { refuseOutside } from './http/outside.ts'
import { refuseAddress, translateErrors } from './http/errors.ts'
import { assertHeadersFit, TOKEN_HEADER_BYTES } from './http/header-size.ts'
import { createLimits } from './http/limits.ts'
import { createWork } from './work.ts'
import { sendSecurityHeaders, servePage } from './http/page.ts'
import { requirePerson } from './http/person.ts'
import type { App } from './http/types.ts'
import { loggerOptions } from './logger.ts'
import { messageChangeRoutes } from './messages/change-routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { settledEverywhere } from './messages/settled-everywhere.ts'
import { createMessageWriter } from './messages/store/message-writer.ts'
import { writerWithChoices } from './messages/store/writer-with-choices.ts'
import { publishEverywhere } from './nodes/everywhere.ts'
import { createNodes } from './nodes/nodes.ts'
import { openPostgresBus } from './nodes/postgres-bus.ts'
import { openRedisBus } from './nodes/redis-bus.ts'
import { createInstallation } from './operations/installation.ts'
import { invitationLookRoute, invitationRoutes } from './invitations/routes.ts'
import { createMetrics } from './operations/metrics.ts'
import { operationsRoutes } from './operations/routes.ts'
import type { Internet } from './outbound/fetch-public.ts'
import { createFetchPreview } from './previews/fetch-preview.ts'
import { createPreviews } from './previews/previews.ts'
import { previewRoutes } from './previews/routes.ts'
import { writerWithPreviews } from './previews/writer-with-previews.ts'
import { ownDataRoutes } from './own-data/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { downloadPicture } from './pictures/download.ts'
import { downloadPortrait } from './pictures/download-portrait.ts'
import { pictureChangeRoutes } from './pictures/change-routes.ts'
import { createPictures } from './pictures/pictures.ts'
import { createPortraits } from './pictures/portraits.ts'
import { externalPostRoutes } from './posts/external-routes.ts'
import { postRoutes } from './posts/routes.ts'
import { pictureRoutes } from './pictures/routes.ts'
import { keepFirstModerator } from './moderation/first-moderator.ts'
import { moderationRoutes } from './moderation/queue-routes.ts'
import { reportedFileRoute } from './moderation/reported-files.ts'
import { reportRoutes, suspensionRoute } from './moderation/routes.ts'
import { monitoringRoutes } from './monitoring/routes.ts'
import { startSampler } from './monitoring/sampler.ts'
import { showWithFirstMessage } from './creation/announce.ts'
import { announceMessages } from './messages/announce.ts'
import { createPresence } from './presence/presence.ts'
import { createPublisher } from './realtime/publish.ts'
import { createArrivals } from './connections/arrivals.ts'
import { createBacklogs } from './connections/backlog.ts'
import { drain } from './connections/drain.ts'
import { removeWhileDeaf } from './connections/removed-while-deaf.ts'
import { closeEndedSessions } from './connections/revocation.ts'
import { openRedis } from './redis.ts'
import type { Repeat } from './repeat.ts'
import { createInside } from './rooms/inside.ts'
import { roomRoutes } from './rooms/routes.ts'
import { unmaskRoutes } from './moderation/unmask-routes.ts'
import { startIndexing } from './search/index-messages.ts'
import { searchRoutes } from './search/routes.ts'
import { createAuthenticator } from './session/authenticator.ts'
import { followSignIns } from './session/fallen-sign-ins.ts'
import { sessionRoutes } from './session/routes.ts'
import { createTokenVerifier } from './session/supabase-token.ts'
import { attachSockets, serveSockets } from './sockets.ts'
import { startFileCollector } from './upkeep/files.ts'
import { startUpkeep } from './upkeep/upkeep.ts'

/**
 * The relay sends an answer within this time. If the database or the network is too slow, the answer is `unavailable`.
 */
const ANSWER_MILLISECONDS = 14_000

/**
 * The parts that a test replaces: how a picture is downloaded, the clock of the upkeep, and how many sockets are many.
 */
export interface RelayParts {
  manySockets?: number
  download?: typeof downloadPicture
  /** The way out for previews of links. */
  internet?: Internet
  repeat?: Repeat
}

/** The whole relay. It does not listen yet: `http.listen` starts it, and `http.close` ends everything. */
export async function buildApp(
  config: Config,
  { download = downloadPicture, internet, repeat, manySockets }: RelayParts = {},
): Promise<App> {
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
  const { log } = app
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

  const { sql, messageSql, connectionUse } = openDatabases(config.database, log)
  const io = attachSockets(app.server, config.basePath)
  const metrics = createMetrics({ connectionUse, waitingMessages: () => writer.waiting() })
  const nodes = createNodes({
    ...config.nodes,
    openBus: (listener) =>
      config.redisUrl === null
        ? openPostgresBus(sql, log, listener)
        : openRedisBus({ url: config.redisUrl, key: config.nodes.key, log }, listener),
    watch: metrics.nodes,
    log,
  })
  const here = createPublisher(io, manySockets)
  const hasSocket = (room: string) => io.of('/').adapter.rooms.has(room)
  const publish = publishEverywhere({ here, hasSocket, nodes })
  const redis = config.redisUrl === null ? null : await openRedis(config.redisUrl, log)
  const limits = createLimits(config.limits, redis)
  const attachments = createAttachments({ config, sql, log, watch: metrics.files })
  const draw = createPortraits(attachments.examiner)
  const fetchPreview = config.linkPreviews
    ? createFetchPreview(draw, { publicUrl: config.publicUrl, internet })
    : null
  const previews = createPreviews({ sql, publish, limits, log, fetchPreview }, repeat)
  const announce = announceMessages({
    publish,
    onFirstMessage: showWithFirstMessage({ sql, publish }),
  })
  const storing = settledEverywhere(
    writerWithFiles(createMessageWriter(messageSql, announce, metrics), sql, announce),
    nodes,
  )
  const writer = writerWithChoices(writerWithPreviews(storing, previews), sql)
  const presence = createPresence({ sql, publish, here, nodes, log })
  const inside = createInside({ io, sql, log }, repeat)
  const work = createWork()
  const pictures = config.pictures
    ? createPictures(downloadPortrait(download, draw), { log })
    : null
  const authenticate = createAuthenticator({ sql, work }, config)
  const edge = {
    ...{ config, sql, authenticate, publish, writer, presence, inside },
    ...{ metrics, limits, work, log },
  }
  const arrive = createArrivals({ sql, work }, config)
  serveSockets(io, { ...edge, arrive, nodes, backlogs: createBacklogs() })
  await contractRoutes(app, edge)
  removeWhileDeaf({ io, sql, here, nodes, log })

  const installation = createInstallation({ ...edge, nodes })
  app.addHook('onListen', async () => installation.watch())
  const firstModerator = keepFirstModerator(edge, repeat)
  app.addHook('onListen', async () => firstModerator.start())
  app.addHook('onListen', async () => {
    // Everything but files works without the place for files. The operator has to know.
    await attachments.blobs.prepare().catch((error: unknown) => {
      log.error({ err: error }, 'files cannot be stored')
    })
  })
  operationsRoutes(app, { ...edge, installation })
  await app.register(async (keyed: App) => {
    acceptEmptyJson(keyed)
    externalPostRoutes(keyed, edge)
  })
  await app.register(async (api: App) => {
    api.addHook('onRequest', async (request) => {
      await limits.address(request.ip)
      assertOwnSite(request, config.allowedOrigins)
    })
    acceptEmptyJson(api)
    const verify = createTokenVerifier(config.supabase, (why) => {
      log.warn(why, 'a sign-in was refused')
    })
    await sessionRoutes(api, { ...edge, verify })
    suspensionRoute(api, { ...edge, verify })
    invitationLookRoute(api, edge)
    await api.register(async (signedIn: App) => {
      requirePerson(signedIn, edge)
      accountRoutes(signedIn, edge)
      ownDataRoutes(signedIn, { ...edge, verify })
      conversationRoutes(signedIn, edge)
      creationRoutes(signedIn, edge)
      groupRoutes(signedIn, edge)
      invitationRoutes(signedIn, edge)
      disappearingRoutes(signedIn, edge)
      roomRoutes(signedIn, edge)
      postRoutes(signedIn, edge)
      unmaskRoutes(signedIn, edge)
      blockRoutes(signedIn, edge)
      messageRoutes(signedIn, edge)
      messageChangeRoutes(signedIn, { ...edge, onEdited: previews.written })
      previewRoutes(signedIn, edge)
      uploadRoutes(signedIn, { ...edge, ...attachments, watch: metrics.files })
      uploadSwitchRoute(signedIn, edge)
      fileRoutes(signedIn, { ...edge, ...attachments })
      conversationFileRoute(signedIn, edge)
      peopleRoutes(signedIn, edge)
      pictureRoutes(signedIn, { ...edge, pictures })
      pictureChangeRoutes(signedIn, { ...edge, ...attachments, draw })
      searchRoutes(signedIn, edge)
      monitoringRoutes(signedIn, edge)
      reportRoutes(signedIn, edge)
      moderationRoutes(signedIn, edge)
      reportedFileRoute(signedIn, { ...edge, ...attachments })
    })
  })
  await servePage(app, config.clientDir, config)

  const stopClosing = await closeEndedSessions(io, sql, publish, log)
  const stopFollowing = followSignIns(sql, log)
  const upkeep = startUpkeep({ config, sql, log }, repeat)
  const collector = startCollector({ config, sql, publish, metrics, log }, repeat)
  const fileCollector = startFileCollector(
    { config, sql, attachments, log, watch: metrics.files },
    repeat,
  )
  const sampler = startSampler({ io, sql, metrics, log }, repeat)
  await nodes.open()
  app.decorate('drain', () =>
    nodes.isAlone ? Promise.resolve() : drain(app, io, config.nodes.drainSeconds),
  )
  const indexing = startIndexing({ sql, log, tell: metrics.searchLag })
  app.addHook('preClose', async () => {
    // Not `io.close()`: that also closes the HTTP server and waits for clients that are still sending. Fastify closes
    // that server.
    io.disconnectSockets(true)
    await io.of('/').adapter.close()
    io.engine.close()
  })
  app.addHook('onClose', async () => {
    installation.close()
    firstModerator.close()
    await Promise.all([upkeep.close(), collector.close(), sampler.close(), inside.close()])
    await fileCollector.close()
    await writer.close()
    await previews.close()
    await attachments.close()
    await indexing.close()
    await presence.close().catch((error: unknown) => {
      log.warn({ err: error }, 'could not store when people were last seen')
    })
    await nodes.close()
    await stopClosing()
    await stopFollowing()
    redis?.close()
    await Promise.all([sql.end({ timeout: 5 }), messageSql.end({ timeout: 5 })])
  })
  return app
}

/** A DELETE or a bridge sends no body, but its content type is JSON. An empty body is then no error. */
function acceptEmptyJson(app: App): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)))
    } catch {
      done(Object.assign(new Error('not JSON'), { statusCode: 400 }))
    }
  })
}
