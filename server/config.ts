import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { BasePath } from './base-path.ts'
import type { TlsPolicy } from './database/address.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { loopbackAliases } from './origins.ts'
import type { Theme } from './theme/theme.ts'

/**
 * The keys of Supabase access tokens. Each algorithm meets only its own kind of key: HS256 the secret, and ES256, RS256
 * and EdDSA the published keys.
 */
export interface Verification {
  jwksUrl: string
  /** Null where the project signs with published keys alone: HS256 is then refused. */
  secret: string | null
}

export interface Config {
  production: boolean
  host: string
  /** 0 picks a free port. */
  port: number
  /** Where people open the app, as an origin without a trailing slash. */
  publicUrl: string
  /** The path below that origin under which everything lies. Empty: the root. */
  basePath: BasePath
  /** The origins whose pages may show Parley in a frame. Empty: none. */
  frameOrigins: string[]
  /** Name, logo and colours of this installation; null for Parley's own. */
  theme: Theme | null
  /** Every origin a browser may send state changes and sockets from. */
  allowedOrigins: ReadonlySet<string>
  database: {
    url: string
    tls: TlsPolicy
    /** All connections of this relay to the database, with the one that listens. */
    connections: number
  }
  /**
   * With Redis, the nodes speak through it and share their counts. Without it, they speak through the database, and each
   * node counts for itself.
   */
  redisUrl: string | null
  nodes: {
    /** The key of what the nodes say to each other: 32 bytes. */
    key: Buffer
    /** The time between two signs of life. */
    beatMilliseconds: number
    /** When this node stops and there are others, it sends its sockets away over this many seconds. */
    drainSeconds: number
  }
  supabase: {
    url: string
    publishableKey: string
    /** The issuer of every token. Empty: tokens name no issuer, and one that names any is refused. */
    issuer: string
    verification: Verification
  }
  session: {
    /** Secure, `__Host-` cookies; false only on plain-http loopback. */
    secureCookies: boolean
    accessKey: KeyObject
    refreshKey: KeyObject
    accessSeconds: number
    idleSeconds: number
    absoluteSeconds: number
    /** The seconds after a rotation in which the old refresh token still gets the same successor. */
    graceSeconds: number
    /** How long after the end of its last Supabase token a session is told to bridge with a new token. */
    signInStaleSeconds: number
    /** How long after the end of its last Supabase token a session is refused until it bridges again. */
    signInNeededSeconds: number
  }
  /** An account younger than this can read in dark rooms, but not write. */
  darkRooms: { accountHours: number }
  /** How long personal data is kept after its use is over. */
  retention: {
    /** Ended sessions, with their addresses and tokens. */
    endedSessionDays: number
    /** Addresses in the audit log. The rows themselves stay. */
    auditAddressDays: number
    /** Decided reports with their copies and notes, and actions of moderators that hold no more. */
    decidedReportDays: number
  }
  /** The pause between two looks for messages that have disappeared. */
  collectSeconds: number
  limits: {
    /** Limit of requests and new sockets a minute from one address. Many people may share an address. */
    addressRequests: number
    /** Limit of requests a minute from one person, over all their sessions. */
    personRequests: number
    /** The rooms that one person may make in an hour. */
    roomsAnHour: number
    /** The key that hides the names of shared counts in Redis. */
    nameKey: KeyObject
  }
  /** The account id or the confirmed e-mail address of the first moderator. */
  firstModerator: string | null
  /** Number of reverse proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number
  /** Folder of the built page; null when another program serves the page. */
  clientDir: string | null
  /** Files that people send. */
  files: {
    /** The folder of unfinished uploads, and of all files when there is no bucket. */
    folder: string
    /** The private bucket of Supabase Storage that keeps the files. Null: the folder keeps them. */
    bucket: { name: string; url: string; secretKey: string } | null
    maxBytes: number
    /** The bytes that one person may upload in 24 hours. */
    bytesADay: number
    /** The most bytes that this relay takes in a second, from everybody together. */
    bytesPerSecond: number
    /** How long an upload waits for its message. */
    keepHours: number
  }
  /** Whether the relay fetches pictures from other sites and serves them. */
  pictures: boolean
  /** Whether the relay fetches the pages that messages link to, and shows previews of them. */
  linkPreviews: boolean
  /** The token lets a monitoring system read /metrics from another machine. */
  metricsToken: string | null
  /** With it, the server of another application links its posts. Null: nobody does. */
  serverKey: string | null
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  features: { devMail: boolean }
}

/** The message names everything that is wrong with the environment. */
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

/**
 * The folder that `npm run build` writes the page to, whatever folder the relay was started from. The built relay lies
 * beside it, and the sources do not.
 */
function builtPage(): string {
  const isBuilt = import.meta.filename.endsWith('.js')
  return join(import.meta.dirname, isBuilt ? '../client' : '../dist/client')
}

/**
 * Each purpose gets a key of its own. A flaw that reveals one key then reveals no other. It is a key object, because
 * the libraries would make one from a text at every use.
 */
function derive(secret: string, purpose: string): KeyObject {
  const text = createHmac('sha256', secret).update(`parley/${purpose}`).digest('base64url')
  return createSecretKey(Buffer.from(text))
}

/** A key of 256 bits, as AES needs it. */
const cipherKey = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`parley/${purpose}`).digest()

function bucketOf(env: Environment): Config['files']['bucket'] {
  const { PARLEY_FILES_BUCKET: name, SUPABASE_SECRET_KEY: secretKey } = env
  if (name === undefined || secretKey === undefined) return null
  return { name, secretKey, url: `${env.SUPABASE_URL}/storage/v1` }
}

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
  const auth = `${env.SUPABASE_URL}/auth/v1`
  return {
    production: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    basePath: env.PARLEY_BASE_PATH,
    frameOrigins: env.PARLEY_FRAME_ORIGINS,
    theme: env.PARLEY_THEME ?? null,
    allowedOrigins: new Set([...loopbackAliases(publicUrl), ...env.PARLEY_ORIGINS]),
    database: {
      url: env.DATABASE_URL,
      tls: env.PARLEY_DATABASE_TLS,
      connections: env.PARLEY_DATABASE_CONNECTIONS,
    },
    redisUrl: env.REDIS_URL ?? null,
    nodes: {
      key: cipherKey(env.PARLEY_COOKIE_SECRET, 'nodes'),
      beatMilliseconds: env.PARLEY_NODE_BEAT_MILLISECONDS,
      drainSeconds: env.PARLEY_DRAIN_SECONDS,
    },
    supabase: {
      url: env.SUPABASE_URL,
      publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
      issuer: env.SUPABASE_JWT_ISSUER ?? auth,
      verification: {
        jwksUrl: env.SUPABASE_JWKS_URL ?? `${auth}/.well-known/jwks.json`,
        secret: env.SUPABASE_JWT_SECRET ?? null,
      },
    },
    session: {
      secureCookies: publicUrl.startsWith('https:'),
      accessKey: derive(env.PARLEY_COOKIE_SECRET, 'access'),
      refreshKey: derive(env.PARLEY_COOKIE_SECRET, 'refresh'),
      accessSeconds: env.PARLEY_ACCESS_SECONDS,
      idleSeconds: env.PARLEY_IDLE_SECONDS,
      absoluteSeconds: env.PARLEY_ABSOLUTE_SECONDS,
      graceSeconds: env.PARLEY_REFRESH_GRACE_SECONDS,
      signInStaleSeconds: env.PARLEY_SIGN_IN_STALE_SECONDS,
      signInNeededSeconds: env.PARLEY_SIGN_IN_NEEDED_SECONDS,
    },
    darkRooms: { accountHours: env.PARLEY_DARK_ROOM_ACCOUNT_HOURS },
    retention: {
      endedSessionDays: env.PARLEY_ENDED_SESSION_DAYS,
      auditAddressDays: env.PARLEY_AUDIT_ADDRESS_DAYS,
      decidedReportDays: env.PARLEY_DECIDED_REPORT_DAYS,
    },
    collectSeconds: env.PARLEY_COLLECT_SECONDS,
    limits: {
      addressRequests: env.PARLEY_ADDRESS_REQUESTS,
      personRequests: env.PARLEY_PERSON_REQUESTS,
      roomsAnHour: env.PARLEY_ROOMS_PER_HOUR,
      nameKey: derive(env.PARLEY_COOKIE_SECRET, 'limits'),
    },
    firstModerator: env.PARLEY_FIRST_MODERATOR ?? null,
    trustedProxies: env.PARLEY_TRUSTED_PROXIES,
    clientDir: resolve(env.PARLEY_CLIENT_DIR ?? builtPage()),
    files: {
      folder: resolve(env.PARLEY_FILES_DIR),
      bucket: bucketOf(env),
      maxBytes: env.PARLEY_MAX_FILE_BYTES,
      bytesADay: env.PARLEY_UPLOAD_BYTES_PER_DAY,
      bytesPerSecond: env.PARLEY_UPLOAD_BYTES_PER_SECOND,
      keepHours: env.PARLEY_UPLOAD_KEEP_HOURS,
    },
    pictures: env.PARLEY_PICTURES === 'fetch',
    linkPreviews: env.PARLEY_LINK_PREVIEWS === 'fetch',
    metricsToken: env.PARLEY_METRICS_TOKEN ?? null,
    serverKey: env.PARLEY_SERVER_KEY ?? null,
    logLevel: env.LOG_LEVEL,
    features: { devMail: env.PARLEY_DEV_MAIL === '1' },
  }
}
