import { z } from 'zod'
import { faultOfBasePath } from './base-path.ts'
import { readDatabaseAddress } from './database/address.ts'
import { isLoopback, isOtherSite, readOrigin } from './origins.ts'
import { readTheme, type Theme } from './theme/theme.ts'
import { emailAddress } from '../wire/primitives.ts'

const days = 24 * 60 * 60
const seconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback)
const origin = z.string().transform((text, issue) => {
  const read = readOrigin(text)
  if (read === null) issue.addIssue({ code: 'custom', message: 'is not an http(s) address' })
  return read ?? z.NEVER
})

/** The items of a list, separated by spaces or commas. */
function readOrigins(text: string, issue: z.RefinementCtx): string[] {
  return text
    .split(/[\s,]+/)
    .filter((item) => item !== '')
    .flatMap((item) => {
      const read = readOrigin(item)
      if (read !== null) return read
      issue.addIssue({ code: 'custom', message: `"${item}" is not an origin` })
      return []
    })
}

/** What the file of the theme says, or each of its faults. */
function themeOf(path: string, issue: z.RefinementCtx): Theme {
  const read = readTheme(path)
  if (!('faults' in read)) return read
  for (const fault of read.faults) issue.addIssue({ code: 'custom', message: fault })
  return z.NEVER
}

/** The check is strict. A piece of a password that is not encoded could be read as the host, and the host is logged. */
const redisAddress = /^rediss?:\/\/([^\s@/?#]*@)?([\w.-]+|\[[\da-f:]+\])(:\d+)?(\/\d*)?$/i

/** Every browser gets the publishable key. A secret key in its place would open the whole database. */
function isSecretKey(key: string): boolean {
  if (key.startsWith('sb_secret_')) return true
  const payload = key.split('.')[1]
  if (payload === undefined) return false
  return Buffer.from(payload, 'base64url').toString('utf8').includes('"service_role"')
}

const isPlainBeyondLoopback = (url: string) => url.startsWith('http:') && !isLoopback(url)

const settings = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8002),
  PUBLIC_URL: origin
    .refine((url) => !isPlainBeyondLoopback(url), 'is plain http beyond this machine; use https')
    .optional(),
  PARLEY_BASE_PATH: z
    .string()
    .refine((path) => faultOfBasePath(path) === null, {
      error: ({ input }) => faultOfBasePath(String(input)) ?? '',
    })
    .default(''),
  PARLEY_ORIGINS: z.string().default('').transform(readOrigins),
  PARLEY_FRAME_ORIGINS: z.string().default('').transform(readOrigins),
  PARLEY_THEME: z.string().transform(themeOf).optional(),
  DATABASE_URL: z.string(),
  PARLEY_DATABASE_TLS: z.enum(['verify', 'unverified', 'plaintext']).default('verify'),
  PARLEY_DATABASE_CONNECTIONS: z.coerce.number().int().min(5).max(200).default(7),
  REDIS_URL: z
    .string()
    .refine((text) => redisAddress.test(text) && URL.canParse(text), {
      message: 'must be redis://host or rediss://:password@host, the password percent-encoded',
    })
    .optional(),
  PARLEY_NODE_BEAT_MILLISECONDS: z.coerce.number().int().min(50).max(10_000).default(1_000),
  PARLEY_DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(5),
  SUPABASE_URL: origin,
  SUPABASE_PUBLISHABLE_KEY: z
    .string()
    .refine((key) => !isSecretKey(key), 'is a secret key; browsers would get it'),
  SUPABASE_SECRET_KEY: z.string().optional(),
  SUPABASE_JWT_SECRET: z.string().min(32, 'must be 32 characters or more').optional(),
  SUPABASE_JWKS_URL: z.url().optional(),
  SUPABASE_JWT_ISSUER: z.string().optional(),
  PARLEY_COOKIE_SECRET: z.string().refine((text) => Buffer.byteLength(text) >= 32, {
    message: 'must be 32 bytes or more; make one with: openssl rand -base64 48',
  }),
  PARLEY_ACCESS_SECONDS: seconds(15 * 60),
  PARLEY_IDLE_SECONDS: seconds(7 * days),
  PARLEY_ABSOLUTE_SECONDS: seconds(30 * days),
  PARLEY_REFRESH_GRACE_SECONDS: seconds(60),
  PARLEY_SIGN_IN_STALE_SECONDS: seconds(60 * 60),
  PARLEY_SIGN_IN_NEEDED_SECONDS: z.coerce.number().int().min(60).default(days),
  PARLEY_DARK_ROOM_ACCOUNT_HOURS: z.coerce.number().min(0).max(8_760).default(24),
  PARLEY_ENDED_SESSION_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  PARLEY_AUDIT_ADDRESS_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  PARLEY_DECIDED_REPORT_DAYS: z.coerce.number().int().min(1).max(3_650).default(180),
  PARLEY_COLLECT_SECONDS: z.coerce.number().int().min(1).max(3_600).default(5),
  PARLEY_ADDRESS_REQUESTS: z.coerce.number().int().min(1).default(30_000),
  PARLEY_PERSON_REQUESTS: z.coerce.number().int().min(1).default(6_000),
  PARLEY_FIRST_MODERATOR: z
    .union([z.uuid().toLowerCase(), emailAddress], 'must be an account id or an e-mail address')
    .optional(),
  PARLEY_ROOMS_PER_HOUR: z.coerce.number().int().min(1).default(5),
  PARLEY_TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  PARLEY_CLIENT_DIR: z.string().optional(),
  PARLEY_FILES_DIR: z.string().default('parley-files'),
  PARLEY_FILES_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'must be lower-case letters, digits and dashes')
    .optional(),
  PARLEY_MAX_FILE_BYTES: z.coerce.number().int().min(1_024).max(5_368_709_120).default(104_857_600),
  PARLEY_UPLOAD_BYTES_PER_DAY: z.coerce.number().int().min(1_024).default(1_073_741_824),
  PARLEY_UPLOAD_BYTES_PER_SECOND: z.coerce.number().int().min(1_048_576).default(41_943_040),
  PARLEY_UPLOAD_KEEP_HOURS: z.coerce.number().int().min(1).max(720).default(24),
  PARLEY_PICTURES: z.enum(['fetch', 'off']).default('fetch'),
  PARLEY_LINK_PREVIEWS: z.enum(['fetch', 'off']).default('fetch'),
  PARLEY_METRICS_TOKEN: z.string().min(16, 'must be 16 characters or more').optional(),
  PARLEY_SERVER_KEY: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= 32, {
      message: 'must be 32 bytes or more; make one with: openssl rand -base64 48',
    })
    .refine(
      (text) => /^[\x21-\x7e]+$/.test(text),
      'must be of visible ASCII characters, without spaces',
    )
    .optional(),
  PARLEY_DEV_MAIL: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export type Environment = z.infer<typeof settings>

const lifetimes = settings.pick({ PARLEY_IDLE_SECONDS: true, PARLEY_ABSOLUTE_SECONDS: true })
const signInLimits = settings.pick({
  PARLEY_SIGN_IN_STALE_SECONDS: true,
  PARLEY_SIGN_IN_NEEDED_SECONDS: true,
})

const database = settings.pick({ DATABASE_URL: true, PARLEY_DATABASE_TLS: true })

/** The fault in the address of the database, without any piece of it. Null when there is none. */
function faultOfDatabase(env: unknown): string | null {
  const { data } = database.safeParse(env)
  if (data === undefined) return null
  try {
    readDatabaseAddress(data.DATABASE_URL, data.PARLEY_DATABASE_TLS)
    return null
  } catch (error) {
    return `DATABASE_URL ${(error as Error).message}`
  }
}

const publicUrlOf = ({ PUBLIC_URL, PORT }: { PUBLIC_URL?: string | undefined; PORT: number }) =>
  PUBLIC_URL ?? `http://localhost:${PORT}`

/** As they are after they were read. */
const framing = z.object({
  PUBLIC_URL: z.string().optional(),
  PORT: z.number(),
  PARLEY_FRAME_ORIGINS: z.array(z.string()),
})

/** Browsers keep no cookies of Parley in a frame of another site, so a person could never get in there. */
function faultOfFrames(env: unknown): string | null {
  const { data } = framing.safeParse(env)
  if (data === undefined) return null
  const own = publicUrlOf(data)
  const other = data.PARLEY_FRAME_ORIGINS.find(
    (origin) => origin.includes('[') || isOtherSite(origin, own),
  )
  if (other === undefined) return null
  return `PARLEY_FRAME_ORIGINS names ${other}, which is another site than ${own}: browsers would keep no cookies there`
}

/** A fault of two settings together is reported beside the faults of single settings. */
const environment = settings
  .refine((env) => env.PARLEY_FILES_BUCKET === undefined || env.SUPABASE_SECRET_KEY !== undefined, {
    error: 'PARLEY_FILES_BUCKET needs SUPABASE_SECRET_KEY',
    when: () => true,
  })
  .refine((env) => faultOfDatabase(env) === null, {
    error: ({ input }) => faultOfDatabase(input) ?? '',
    when: () => true,
  })
  .refine((env) => env.PARLEY_IDLE_SECONDS <= env.PARLEY_ABSOLUTE_SECONDS, {
    error: 'PARLEY_IDLE_SECONDS is longer than PARLEY_ABSOLUTE_SECONDS',
    when: ({ value }) => lifetimes.safeParse(value).success,
  })
  .refine((env) => env.PARLEY_SIGN_IN_STALE_SECONDS <= env.PARLEY_SIGN_IN_NEEDED_SECONDS, {
    error: 'PARLEY_SIGN_IN_STALE_SECONDS is longer than PARLEY_SIGN_IN_NEEDED_SECONDS',
    when: ({ value }) => signInLimits.safeParse(value).success,
  })
  .refine((env) => faultOfFrames(env) === null, {
    error: ({ input }) => faultOfFrames(input) ?? '',
    when: () => true,
  })

/** An empty issuer says that tokens name none. Every other empty setting counts as missing. */
const isGiven = ([name, value]: [string, string | undefined]) =>
  value !== '' || name === 'SUPABASE_JWT_ISSUER'

/** The legacy names of the two keys are still found in most projects. */
function withLegacyNames(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const present = Object.fromEntries(Object.entries(env).filter(isGiven))
  return {
    ...present,
    SUPABASE_PUBLISHABLE_KEY: present.SUPABASE_PUBLISHABLE_KEY ?? present.SUPABASE_ANON_KEY,
    SUPABASE_SECRET_KEY: present.SUPABASE_SECRET_KEY ?? present.SUPABASE_SERVICE_ROLE_KEY,
  }
}

/** Reads the settings, or reports all their faults. */
export function readEnvironment(
  env: NodeJS.ProcessEnv,
): { settings: Environment; publicUrl: string } | { problems: string[] } {
  const named = withLegacyNames(env)
  const parsed = environment.safeParse(named)
  if (parsed.success) {
    return { settings: parsed.data, publicUrl: publicUrlOf(parsed.data) }
  }
  return { problems: parsed.error.issues.map((issue) => describe(issue, named)) }
}

function describe({ path, message }: z.core.$ZodIssue, env: NodeJS.ProcessEnv): string {
  if (path.length === 0) return message
  const name = String(path[0])
  return env[name] === undefined ? `${name} is missing` : `${name} ${message}`
}
