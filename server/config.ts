import { createHmac } from 'node:crypto'
import { resolve } from 'node:path'
import type { TlsPolicy } from './database/address.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { loopbackAliases } from './origins.ts'

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
  database: {
    url: string
    tls: TlsPolicy
    /** Of this relay in all, the one that listens included. */
    connections: number
  }
  /** Where all nodes count together; without it each counts for itself. */
  redisUrl: string | null
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
    /** How long after its last Supabase token ended a session is told to bridge with a new one. */
    signInStaleSeconds: number
    /** And how long after that end it is refused until it does. */
    signInNeededSeconds: number
  }
  limits: {
    /** Requests and new sockets a minute from one address: many people may share one. */
    addressRequests: number
    /** Requests a minute from one person, over all their sessions. */
    personRequests: number
    /** Under it the keys of shared counts are hidden. */
    keySecret: string
  }
  /** Number of reverse proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number
  /** Folder of the built page; null when another program serves the page. */
  clientDir: string | null
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

/** Two purposes never share a key, whatever a flaw in one of them gives away. */
const derive = (secret: string, purpose: string) =>
  createHmac('sha256', secret).update(`parley/${purpose}`).digest('base64url')

/**
 * Reads the environment once, at start.
 * @throws ConfigError naming every setting that is missing or wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = readEnvironment(env)
  if ('problems' in read) throw new ConfigError(read.problems)
  return toConfig(read.settings, read.publicUrl)
}

function toConfig(env: Environment, publicUrl: string): Config {
  const issuer = `${env.SUPABASE_URL}/auth/v1`
  return {
    production: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    allowedOrigins: new Set([...loopbackAliases(publicUrl), ...env.PARLEY_ORIGINS]),
    database: {
      url: env.DATABASE_URL,
      tls: env.PARLEY_DATABASE_TLS,
      connections: env.PARLEY_DATABASE_CONNECTIONS,
    },
    redisUrl: env.REDIS_URL ?? null,
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
      signInStaleSeconds: env.PARLEY_SIGN_IN_STALE_SECONDS,
      signInNeededSeconds: env.PARLEY_SIGN_IN_NEEDED_SECONDS,
    },
    limits: {
      addressRequests: env.PARLEY_ADDRESS_REQUESTS,
      personRequests: env.PARLEY_PERSON_REQUESTS,
      keySecret: derive(env.PARLEY_COOKIE_SECRET, 'limits'),
    },
    trustedProxies: env.PARLEY_TRUSTED_PROXIES,
    clientDir: resolve(env.PARLEY_CLIENT_DIR),
    metricsToken: env.PARLEY_METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    features: { devMail: env.PARLEY_DEV_MAIL === '1' },
  }
}
