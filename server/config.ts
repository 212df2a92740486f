import { createHmac } from 'node:crypto'
import { resolve } from 'node:path'
import { z } from 'zod'
import { isLoopback, loopbackAliases, readOrigin } from './origins.ts'

/** How a Supabase access token is checked. Chosen here, never by the token's own header. */
export type Verification = { kind: 'jwks'; url: string } | { kind: 'hs256'; secret: string }

export interface Config {
  production: boolean
  host: string
  /** 0 picks a free port. */
  port: number
  /** Where people open the app, as an origin without a trailing slash. */
  publicUrl: string
  /** Every origin a browser may send state changes and sockets from. */
  allowedOrigins: ReadonlySet<string>
  databaseUrl: string
  supabase: { url: string; publishableKey: string; issuer: string; verification: Verification }
  session: {
    /** Secure, `__Host-` cookies; false only on plain-http loopback. */
    secureCookies: boolean
    accessSecret: string
    refreshSecret: string
    accessSeconds: number
    idleSeconds: number
    absoluteSeconds: number
    /** How long after a rotation the old refresh token still gets the same successor. */
    graceSeconds: number
    /** How long a look at Supabase's own session stays good. */
    recheckSeconds: number
  }
  /** Number of reverse proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number
  /** Folder of the built page; where it holds none, the relay serves the API alone. */
  clientDir: string
  /** Lets a monitoring system read /metrics from elsewhere than loopback. */
  metricsToken: string | null
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  features: { devMail: boolean }
}

/** Everything wrong with the environment, in one message. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `Parley cannot start, because of its settings:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const days = 24 * 60 * 60
const seconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback)
const origin = z.string().transform((text, issue) => {
  const read = readOrigin(text)
  if (read === null) issue.addIssue({ code: 'custom', message: 'is not an http(s) address' })
  return read ?? z.NEVER
})

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8002),
  PUBLIC_URL: origin.optional(),
  PARLEY_ORIGINS: z.string().default(''),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  SUPABASE_URL: origin,
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().optional(),
  SUPABASE_JWT_SECRET: z.string().min(32, 'must be 32 characters or more').optional(),
  SUPABASE_JWKS_URL: z.url().optional(),
  PARLEY_COOKIE_SECRET: z.string().refine((text) => Buffer.byteLength(text) >= 32, {
    message: 'must be 32 bytes or more; make one with: openssl rand -base64 48',
  }),
  PARLEY_ACCESS_SECONDS: seconds(15 * 60),
  PARLEY_IDLE_SECONDS: seconds(7 * days),
  PARLEY_ABSOLUTE_SECONDS: seconds(30 * days),
  PARLEY_REFRESH_GRACE_SECONDS: seconds(60),
  PARLEY_RECHECK_SECONDS: seconds(5 * 60),
  PARLEY_TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  PARLEY_CLIENT_DIR: z.string().default('dist/client'),
  PARLEY_METRICS_TOKEN: z.string().min(16, 'must be 16 characters or more').optional(),
  PARLEY_DEV_MAIL: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
type Environment = z.infer<typeof environment>

/** The legacy names of the two keys are still found in most projects. */
function withLegacyNames(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  return {
    ...present,
    SUPABASE_PUBLISHABLE_KEY: present.SUPABASE_PUBLISHABLE_KEY ?? present.SUPABASE_ANON_KEY,
    SUPABASE_SECRET_KEY: present.SUPABASE_SECRET_KEY ?? present.SUPABASE_SERVICE_ROLE_KEY,
  }
}

/** The publishable key is handed to every browser: a secret one in its place would give the database away. */
function isSecretKey(key: string): boolean {
  if (key.startsWith('sb_secret_')) return true
  const payload = key.split('.')[1]
  if (payload === undefined) return false
  return Buffer.from(payload, 'base64url').toString('utf8').includes('"service_role"')
}

function combinedProblems(env: Environment, publicUrl: string): string[] {
  const problems: string[] = []
  if (isSecretKey(env.SUPABASE_PUBLISHABLE_KEY)) {
    problems.push('SUPABASE_PUBLISHABLE_KEY is a secret key; browsers would get it')
  }
  if (env.SUPABASE_JWT_SECRET !== undefined && env.SUPABASE_JWKS_URL !== undefined) {
    problems.push('SUPABASE_JWT_SECRET and SUPABASE_JWKS_URL: give one, the two paths never mix')
  }
  if (publicUrl.startsWith('http:') && !isLoopback(publicUrl)) {
    problems.push(`PUBLIC_URL ${publicUrl} is plain http beyond this machine; use https`)
  }
  if (env.PARLEY_IDLE_SECONDS > env.PARLEY_ABSOLUTE_SECONDS) {
    problems.push('PARLEY_IDLE_SECONDS is longer than PARLEY_ABSOLUTE_SECONDS')
  }
  for (const item of listed(env.PARLEY_ORIGINS)) {
    if (readOrigin(item) === null) problems.push(`PARLEY_ORIGINS: "${item}" is not an origin`)
  }
  return problems
}

const listed = (text: string) => text.split(/[\s,]+/).filter((item) => item !== '')

/** Two purposes never share a key, whatever a flaw in one of them gives away. */
const derive = (secret: string, purpose: string) =>
  createHmac('sha256', secret).update(`parley/${purpose}`).digest('base64url')

/**
 * Reads the environment once, at start.
 * @throws ConfigError naming every setting that is missing or wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(withLegacyNames(env))
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0])
        return env[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`
      }),
    )
  }
  const read = parsed.data
  const publicUrl = read.PUBLIC_URL ?? `http://localhost:${read.PORT}`
  const problems = combinedProblems(read, publicUrl)
  if (problems.length > 0) throw new ConfigError(problems)
  return toConfig(read, publicUrl)
}

function toConfig(env: Environment, publicUrl: string): Config {
  const issuer = `${env.SUPABASE_URL}/auth/v1`
  return {
    production: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    allowedOrigins: new Set([
      ...loopbackAliases(publicUrl),
      ...listed(env.PARLEY_ORIGINS).flatMap((o) => readOrigin(o) ?? []),
    ]),
    databaseUrl: env.DATABASE_URL,
    supabase: {
      url: env.SUPABASE_URL,
      publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
      issuer,
      verification:
        env.SUPABASE_JWT_SECRET === undefined
          ? { kind: 'jwks', url: env.SUPABASE_JWKS_URL ?? `${issuer}/.well-known/jwks.json` }
          : { kind: 'hs256', secret: env.SUPABASE_JWT_SECRET },
    },
    session: {
      secureCookies: publicUrl.startsWith('https:'),
      accessSecret: derive(env.PARLEY_COOKIE_SECRET, 'access'),
      refreshSecret: derive(env.PARLEY_COOKIE_SECRET, 'refresh'),
      accessSeconds: env.PARLEY_ACCESS_SECONDS,
      idleSeconds: env.PARLEY_IDLE_SECONDS,
      absoluteSeconds: env.PARLEY_ABSOLUTE_SECONDS,
      graceSeconds: env.PARLEY_REFRESH_GRACE_SECONDS,
      recheckSeconds: env.PARLEY_RECHECK_SECONDS,
    },
    trustedProxies: env.PARLEY_TRUSTED_PROXIES,
    clientDir: resolve(env.PARLEY_CLIENT_DIR),
    metricsToken: env.PARLEY_METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    features: { devMail: env.PARLEY_DEV_MAIL === '1' },
  }
}
