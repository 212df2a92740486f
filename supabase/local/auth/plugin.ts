import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { versioned } from './api-version.ts'
import { allowOrigin, withLoopbackTwin } from './cors.ts'
import { firstConfirmation, mailPresentAddress } from './email-change.ts'
import { emailOf, FLOWS } from './flows.ts'
import { GuessLimit } from './limits.ts'
import { createLite, type Lite, type LiteOptions } from './lite.ts'
import { mailPage } from './mail-page.ts'
import { usualRules, type ProjectRules } from './project-rules.ts'
import { leaveForProvider, PROVIDER } from './provider.ts'
import { refusalByRules } from './rule-refusals.ts'
import { completeRedirect, completeSession, type TokenOptions } from './tokens.ts'

export interface AuthOptions extends LiteOptions {
  /** The origins, besides the public one, whose pages may call the Auth API. */
  origins?: string[]
  /** The issuer of tokens, by default as at a hosted project. Empty: tokens name none. */
  issuer?: string
  guessesPerMinute?: number
  rules?: ProjectRules
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
        const answered = await answer(lite, request, options)
        return relay(reply, await versioned(headersOf(request), answered), tokens)
      })
    })
  }
}

async function answer(lite: Lite, request: FastifyRequest, options: AuthOptions) {
  const url = new URL(request.url, options.publicUrl)
  const headers = headersOf(request)
  const { method } = request
  const { rules = usualRules(), publicUrl } = options
  if (url.pathname === '/auth/v1/authorize') return leaveForProvider(url, rules, publicUrl)
  // A call without a key of this project goes on unchanged, and is refused there.
  if (hasKey(headers, url, options)) {
    const body = method === 'GET' ? {} : jsonOf(request)
    if (body !== null) {
      const refusal = await refusalByRules({ lite, method, rules, call: { url, headers, body } })
      if (refusal !== null) return refusal
      const isVerify = url.pathname === '/auth/v1/verify'
      const first = isVerify ? await firstConfirmation(lite, { method, url, body }) : null
      if (first !== null) return first
      const flow = method === 'POST' ? FLOWS[url.pathname] : undefined
      if (flow) return flow(lite, { url, headers, body })
    }
  }
  if (url.pathname === '/auth/v1/settings') return settings(lite, url, headers, rules)
  if (url.pathname === '/auth/v1/verify' && url.searchParams.get('type') === 'invite') {
    return followInvitation(lite, url, headers)
  }
  const raw = request.body instanceof Buffer ? new Uint8Array(request.body) : null
  const response = await lite.fetch(new Request(url, { method, headers, body: raw }), {
    redirectTo: url.searchParams.get('redirect_to'),
  })
  const isEmailChange = method === 'PUT' && typeof jsonOf(request)?.email === 'string'
  if (response.ok && isEmailChange && url.pathname === '/auth/v1/user') {
    const { mailbox, siteUrl = publicUrl } = options
    await mailPresentAddress(lite, { headers }, { mailbox, siteUrl })
  }
  return response
}

async function settings(lite: Lite, url: URL, headers: Headers, rules: ProjectRules) {
  const response = await lite.fetch(new Request(url, { headers }))
  if (!response.ok) return response
  const known = (await response.json()) as { external: object }
  return Response.json({
    ...known,
    disable_signup: !rules.signUps,
    external: {
      ...known.external,
      email: rules.email,
      phone: rules.messages !== 'off',
      [PROVIDER]: rules.provider !== 'off',
    },
  })
}

/** The small server knows the mail as one to sign in. The page hears that it was an invitation. */
async function followInvitation(lite: Lite, url: URL, headers: Headers) {
  const asked = new URL(url)
  asked.searchParams.set('type', 'magiclink')
  const response = await lite.fetch(new Request(asked, { headers }))
  const location = response.headers.get('location')?.replace('type=magiclink', 'type=invite')
  return location
    ? new Response(null, { status: response.status, headers: { location } })
    : response
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
