import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { allowOrigin, withLoopbackTwin } from './cors.ts'
import { emailOf, FLOWS } from './flows.ts'
import { GuessLimit } from './limits.ts'
import { createLite, type Lite, type LiteOptions } from './lite.ts'
import { mailPage } from './mail-page.ts'
import { completeRedirect, completeSession, type TokenOptions } from './tokens.ts'

export interface AuthOptions extends LiteOptions {
  /** The origins, besides the public one, whose pages may call the Auth API. */
  origins?: string[]
  /** The issuer of tokens, by default as at a hosted project. Empty: tokens name none. */
  issuer?: string
  guessesPerMinute?: number
}

const DISCOVERY = '/auth/v1/.well-known/openid-configuration'

/** Inside the relay (`npm start`), these routes have its limits. A large token comes here as to the bridge. */
const LARGE_TOKENS = { config: { headerBytes: 64 * 1024 } }

/** Serves /auth/v1 as a hosted project does, and its mails at /dev/mail. */
export function authPlugin(options: AuthOptions): FastifyPluginAsync {
  return async (scope) => {
    const lite = createLite(options)
    const limit = new GuessLimit(options.guessesPerMinute)
    const origins = new Set(
      [options.publicUrl, ...(options.origins ?? [])].flatMap(withLoopbackTwin),
    )
    const issuer = options.issuer ?? `${options.publicUrl}/auth/v1`
    const tokens = { issuer, secret: options.jwtSecret }
    scope.addHook('onClose', () => lite.close())
    await scope.register(mailPage(options.mailbox))
    await scope.register(async (auth) => {
      // The body is passed on unchanged.
      auth.removeAllContentTypeParsers()
      auth.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 65_536 }, (_, body, done) =>
        done(null, body),
      )
      auth.all('/auth/v1/*', LARGE_TOKENS, async (request, reply) => {
        allowOrigin(request, reply, origins)
        if (request.method === 'OPTIONS') return reply.code(204).send()
        if (request.url === DISCOVERY) return reply.send({ issuer })
        const wait = await mustWait(request, limit)
        if (wait > 0) return tooMany(reply, wait)
        return relay(reply, await answer(lite, request, options), tokens)
      })
    })
  }
}

async function answer(lite: Lite, request: FastifyRequest, options: AuthOptions) {
  const url = new URL(request.url, options.publicUrl)
  const headers = headersOf(request)
  const body = request.method === 'POST' ? jsonOf(request) : null
  const flow = FLOWS[url.pathname]
  // A call without a key of this project goes on unchanged, and is refused there.
  if (flow && body && hasKey(headers, url, options)) return flow(lite, { url, headers, body })
  const raw = request.body instanceof Buffer ? new Uint8Array(request.body) : null
  return lite.fetch(
    new Request(url, { method: request.method, headers, body: raw }),
    url.searchParams.get('redirect_to'),
  )
}

function hasKey(headers: Headers, url: URL, { publishableKey, secretKey }: AuthOptions): boolean {
  const key = headers.get('apikey') ?? url.searchParams.get('apikey')
  return key === publishableKey || key === secretKey
}

async function mustWait(request: FastifyRequest, limit: GuessLimit): Promise<number> {
  const guess = /^\/auth\/v1\/(token\?.*grant_type=password|verify\b)/.test(request.url)
  if (request.method !== 'POST' || !guess) return 0
  return limit.take(request.ip, emailOf({ body: jsonOf(request) ?? {} }) ?? '')
}

function tooMany(reply: FastifyReply, seconds: number) {
  return reply.code(429).header('retry-after', seconds).send({
    code: 429,
    error_code: 'over_request_rate_limit',
    msg: 'Request rate limit reached',
  })
}

/** Hop-by-hop and length headers describe the connection, not the call. */
const CONNECTION_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect']

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !CONNECTION_HEADERS.includes(name)) headers.set(name, value)
  }
  return headers
}

function jsonOf(request: FastifyRequest): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(String(request.body))
    return parsed && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

async function relay(reply: FastifyReply, response: Response, tokens: TokenOptions) {
  for (const [name, value] of response.headers) {
    if (name.startsWith('access-control-') || name === 'content-length') continue
    void reply.header(name, name === 'location' ? completeRedirect(value, tokens) : value)
  }
  void reply.code(response.status).header('cache-control', 'no-store')
  return reply.send(completeSession(await response.text(), tokens))
}
