import { accountRoutes } from './account/routes.ts'
import type { Attachments } from './attachments/attachments.ts'
import { fileRoutes } from './attachments/file-routes.ts'
import { conversationFileRoute } from './attachments/of-conversation.ts'
import { uploadRoutes } from './attachments/uploads/routes.ts'
import { uploadSwitchRoute } from './attachments/uploads/switch.ts'
import { blockRoutes } from './blocks/routes.ts'
import type { Config } from './config.ts'
import { contractRoutes } from './contract/routes.ts'
import { conversationRoutes } from './conversations/routes.ts'
import { creationRoutes } from './creation/routes.ts'
import type { Database } from './database/client.ts'
import { disappearingRoutes } from './disappearing/routes.ts'
import { groupRoutes } from './groups/routes.ts'
import { assertOwnSite } from './http/cross-site.ts'
import type { Limits } from './http/limits.ts'
import { requirePerson } from './http/person.ts'
import type { App } from './http/types.ts'
import { invitationLookRoute, invitationRoutes } from './invitations/routes.ts'
import type { Authenticate } from './live-session.ts'
import type { Logger } from './logger.ts'
import { messageChangeRoutes } from './messages/change-routes.ts'
import { messageRoutes } from './messages/routes.ts'
import type { MessageWriter } from './messages/store/message-writer.ts'
import { moderationRoutes } from './moderation/queue-routes.ts'
import { ownReviewRoutes } from './moderation/own-review-routes.ts'
import { reportedFileRoute } from './moderation/reported-files.ts'
import { reportRoutes, suspensionRoute } from './moderation/routes.ts'
import { unmaskRoutes } from './moderation/unmask-routes.ts'
import { monitoringRoutes } from './monitoring/routes.ts'
import type { Installation } from './operations/installation.ts'
import type { Metrics } from './operations/metrics.ts'
import { operationsRoutes } from './operations/routes.ts'
import { ownDataRoutes } from './own-data/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { pictureChangeRoutes } from './pictures/change-routes.ts'
import type { Pictures } from './pictures/pictures.ts'
import type { DrawPortrait } from './pictures/portraits.ts'
import { pictureRoutes } from './pictures/routes.ts'
import { externalPostRoutes } from './posts/external-routes.ts'
import { postRoutes } from './posts/routes.ts'
import type { Presence } from './presence/presence.ts'
import type { Previews } from './previews/previews.ts'
import { previewRoutes } from './previews/routes.ts'
import type { Publisher } from './realtime/publish.ts'
import type { Inside } from './rooms/inside.ts'
import { roomRoutes } from './rooms/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { createTokenVerifier } from './session/supabase-token.ts'
import type { Work } from './work.ts'

/** What the routes work with. Each of them takes what it needs. */
interface RoutesEdge {
  config: Config
  sql: Database
  authenticate: Authenticate
  publish: Publisher
  writer: MessageWriter
  presence: Presence
  inside: Inside
  metrics: Metrics
  limits: Limits
  work: Work
  log: Logger
  installation: Installation
  attachments: Attachments
  previews: Previews
  /** Null where the settings forbid to fetch pictures. */
  pictures: Pictures | null
  draw: DrawPortrait
}

/** All routes, each behind its guards: those of other servers and operators, of anybody, and of signed-in people. */
export async function addRoutes(
  app: App,
  { installation, attachments, previews, pictures, draw, ...edge }: RoutesEdge,
): Promise<void> {
  const { config, limits, log, metrics } = edge
  await contractRoutes(app, edge)
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
      ownReviewRoutes(signedIn, edge)
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
