import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { errorBody } from '../../wire/errors.ts'
import { PROTOCOL } from '../../wire/protocol.ts'
import { databaseState, installationState } from '../../wire/operations.ts'
import { publicConfig } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import type { Limits } from '../http/limits.ts'
import type { App } from '../http/types.ts'
import { notFound } from '../refusal.ts'
import { databaseStateOf, requireCurrentDatabase } from './database-state.ts'
import type { Installation } from './installation.ts'
import type { Metrics } from './metrics.ts'
import { createReadiness } from './readiness.ts'
import { version } from './version.ts'

/** Load balancers and monitoring ask the relay itself, and know no base path. */
const atRoot = { atRoot: true }

/** The routes for the page before sign-in, for a load balancer and for monitoring. */
export function operationsRoutes(
  app: App,
  {
    config,
    sql,
    metrics,
    limits,
    installation,
  }: {
    config: Config
    sql: Database
    metrics: Metrics
    limits: Limits
    installation: Installation
  },
): void {
  app.get(
    '/api/config',
    { schema: { summary: 'What the page needs before sign-in.', response: { 200: publicConfig } } },
    async () => ({
      supabase: { url: config.supabase.url, publishable_key: config.supabase.publishableKey },
      version,
      protocol: PROTOCOL,
      features: { dev_mail: config.features.devMail, link_previews: config.linkPreviews },
    }),
  )

  app.get(
    '/livez',
    {
      config: atRoot,
      schema: {
        summary: 'Whether the process lives.',
        response: { 200: z.object({ status: z.literal('alive') }) },
      },
    },
    async () => ({ status: 'alive' as const }),
  )

  const isReady = createReadiness(() => requireCurrentDatabase(sql))
  app.get(
    '/readyz',
    {
      config: atRoot,
      onRequest: (request) => limits.probe(request.ip),
      schema: {
        summary: 'Whether the relay can serve.',
        response: { 200: z.object({ status: z.literal('ready') }) },
      },
    },
    async () => {
      await isReady()
      return { status: 'ready' as const }
    },
  )

  app.get(
    '/api/database',
    {
      onRequest: (request) => limits.address(request.ip),
      schema: {
        summary: 'The newest migration of the database, and the one that this version needs.',
        response: { 200: databaseState },
      },
    },
    () => databaseStateOf(sql),
  )

  app.get(
    '/api/installation',
    {
      onRequest: (request) => limits.address(request.ip),
      schema: { summary: 'What the operator has to mend.', response: { 200: installationState } },
    },
    async () => ({ problems: await installation.problems() }),
  )

  app.get(
    '/metrics',
    {
      config: atRoot,
      schema: {
        summary: 'Metrics for Prometheus. From loopback, or with the token of the settings.',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, 404: errorBody },
      },
    },
    async (request, reply) => {
      if (!mayReadMetrics(request, config.metricsToken)) throw notFound('address')
      return reply.type('text/plain; version=0.0.4').send(await metrics.text())
    },
  )
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * The address of the peer itself, and never one from a header. Behind a proxy on this machine every client would look
 * local, so a forwarded request needs the token.
 */
function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
  const expected = Buffer.from(token ?? '')
  if (token !== null && given.length === expected.length) return timingSafeEqual(given, expected)
  const forwarded = request.headers['x-forwarded-for'] !== undefined
  return !forwarded && loopback.has(request.socket.remoteAddress ?? '')
}
