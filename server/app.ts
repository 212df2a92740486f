import { createAttachments } from './attachments/attachments.ts'
import { writerWithFiles } from './attachments/writer-with-files.ts'
import type { Config } from './config.ts'
import { openDatabases } from './database/client.ts'
import { startCollector } from './disappearing/collector.ts'
import { createHttpApp } from './http/http-app.ts'
import { createLimits } from './http/limits.ts'
import { createWork } from './work.ts'
import { servePage } from './http/page.ts'
import type { App } from './http/types.ts'
import { settledEverywhere } from './messages/settled-everywhere.ts'
import { createJudging, writerWithShownText } from './messages/store/judging.ts'
import { createMessageWriter } from './messages/store/message-writer.ts'
import { writerWithChoices } from './messages/store/writer-with-choices.ts'
import { publishEverywhere } from './nodes/everywhere.ts'
import { createNodes } from './nodes/nodes.ts'
import { openPostgresBus } from './nodes/postgres-bus.ts'
import { openRedisBus } from './nodes/redis-bus.ts'
import { createInstallation } from './operations/installation.ts'
import { createMetrics } from './operations/metrics.ts'
import type { Internet } from './outbound/fetch-public.ts'
import { createFetchPreview } from './previews/fetch-preview.ts'
import { createPreviews } from './previews/previews.ts'
import { writerWithPreviews } from './previews/writer-with-previews.ts'
import { downloadPicture } from './pictures/download.ts'
import { downloadPortrait } from './pictures/download-portrait.ts'
import { createPictures } from './pictures/pictures.ts'
import { createPortraits } from './pictures/portraits.ts'
import { keepFirstModerator } from './moderation/first-moderator.ts'
import { startSampler } from './monitoring/sampler.ts'
import { showWithFirstMessage } from './creation/announce.ts'
import { announceMessages } from './messages/announce.ts'
import { createPresence } from './presence/presence.ts'
import { createPublisher } from './realtime/publish.ts'
import { createReadHandshake } from './connections/read-handshake.ts'
import { createBacklogs } from './connections/backlog.ts'
import { drain } from './connections/drain.ts'
import { removeWhileDeaf } from './connections/removed-while-deaf.ts'
import { closeEndedSessions } from './connections/revocation.ts'
import { openRedis } from './redis.ts'
import type { Repeat } from './repeat.ts'
import { createInside } from './rooms/inside.ts'
import { startIndexing } from './search/index-messages.ts'
import { createAuthenticator } from './session/authenticator.ts'
import { followSignIns } from './session/fallen-sign-ins.ts'
import { addRoutes } from './routes.ts'
import { attachSockets, serveSockets } from './sockets.ts'
import { startFileCollector } from './upkeep/files.ts'
import { startUpkeep } from './upkeep/upkeep.ts'

/** What a test replaces. */
export interface RelayReplacements {
  /** Above this number of sockets, the messages of a conversation share frames. */
  manySockets?: number
  /** How the relay downloads pictures from other sites. */
  download?: typeof downloadPicture
  /** The way out for previews of links. */
  internet?: Internet
  /** The clock of everything that the relay does again and again. */
  repeat?: Repeat
}

/** The whole relay. It does not listen yet: `http.listen` starts it, and `http.close` ends everything. */
export async function buildApp(
  config: Config,
  { download = downloadPicture, internet, repeat, manySockets }: RelayReplacements = {},
): Promise<App> {
  const app = await createHttpApp(config)
  const { log } = app

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
  const socketsIn = (room: string) => io.of('/').adapter.rooms.get(room)?.size ?? 0
  const publish = publishEverywhere({ here, socketsIn, nodes })
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
  const judging = createJudging({ sql, log }, repeat)
  const judged = writerWithShownText(storing, judging)
  const writer = writerWithChoices(writerWithPreviews(judged, previews), sql)
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
  const readHandshake = createReadHandshake({ sql, work }, config)
  serveSockets(io, { ...edge, readHandshake, nodes, backlogs: createBacklogs() })
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
  await addRoutes(app, { ...edge, installation, attachments, previews, pictures, draw })
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
  const indexing = startIndexing({ sql, log, tell: metrics.searchLag, nodes })
  app.addHook('preClose', async () => {
    // Not `io.close()`: that also closes the HTTP server and waits for clients that are still sending. Fastify closes
    // that server.
    io.disconnectSockets(true)
    await io.of('/').adapter.close()
    io.engine.close()
  })
  app.addHook('onClose', async () => {
    installation.close()
    judging.close()
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
