import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyHelmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { notFound } from '../refusal.ts'
import { replacedFiles, serveEmbedded, type Look } from './embedded-page.ts'
import { refuse } from './errors.ts'
import type { App } from './types.ts'

/**
 * The content security policy of the page. Scripts come only from our origin, so that a message can never become code.
 */
export async function sendSecurityHeaders(app: App, config: Config): Promise<void> {
  // The policy accepts no IPv6 address as a source. 'self' covers a page that was opened by one.
  const sockets = [...config.allowedOrigins]
    .filter((origin) => !origin.includes('['))
    .map((origin) => origin.replace(/^http/, 'ws'))
  const https = config.publicUrl.startsWith('https:')
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The dialog library blocks scrolling with a style element of its own.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'"],
        // No address of another site: it would learn who reads, from where and when.
        // `data:` are the placeholders of pictures, and `blob:` what a person is about to send.
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", config.supabase.url, ...sockets],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: config.frameOrigins.length === 0 ? ["'none'"] : config.frameOrigins,
      },
    },
    // This older header can name no origin but our own. Where others may frame the page, only the policy speaks.
    xFrameOptions: config.frameOrigins.length === 0,
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

/**
 * Serves the built page, where there is one. An address that a browser navigates to gets the page. Every other unknown
 * request is not found.
 */
export async function servePage(
  app: App,
  clientDir: string | null,
  look: Look = { basePath: '', theme: null },
): Promise<void> {
  const sendPage =
    clientDir !== null && hasPage(app, clientDir) ? await serveBuilt(app, clientDir, look) : null
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const navigates =
      request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (sendPage !== null && navigates && !path.startsWith('/api/')) return sendPage(request, reply)
    return refuse(request, reply, notFound('address'))
  })
}

function hasPage(app: App, clientDir: string): boolean {
  if (existsSync(join(clientDir, 'index.html'))) return true
  app.log.warn({ clientDir }, 'no built page here, serving the API alone; npm run build makes it')
  return false
}

/** At the root and without a theme, every file is sent as it was built. */
async function serveBuilt(app: App, clientDir: string, look: Look) {
  if (look.basePath === '' && look.theme === null) {
    await serveFiles(app, clientDir)
    return (_: FastifyRequest, reply: FastifyReply) => reply.sendFile('index.html')
  }
  await serveFiles(app, clientDir, { globIgnore: replacedFiles(look) })
  return serveEmbedded(app, clientDir, look)
}

/** A browser keeps files with a hash in their name for a year. It asks for index.html each time. */
async function serveFiles(app: App, clientDir: string, options = {}): Promise<void> {
  await app.register(fastifyStatic, {
    ...options,
    root: clientDir,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const hashed = path.startsWith(join(clientDir, 'assets'))
      response.setHeader(
        'cache-control',
        hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
}
